// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `GreaterOptions` table.
public struct GreaterOptions: Hashable, Sendable {
  public init() {}
}

extension GreaterOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
