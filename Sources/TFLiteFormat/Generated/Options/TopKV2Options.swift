// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `TopKV2Options` table.
public struct TopKV2Options: Hashable, Sendable {
  public init() {}
}

extension TopKV2Options: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
