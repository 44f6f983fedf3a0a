// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `SignOptions` table.
public struct SignOptions: Hashable, Sendable {
  public init() {}
}

extension SignOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
