// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `TransposeOptions` table.
public struct TransposeOptions: Hashable, Sendable {
  public init() {}
}

extension TransposeOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
