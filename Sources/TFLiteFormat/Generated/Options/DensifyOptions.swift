// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `DensifyOptions` table.
public struct DensifyOptions: Hashable, Sendable {
  public init() {}
}

extension DensifyOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
