// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `GatherNdOptions` table.
public struct GatherNdOptions: Hashable, Sendable {
  public init() {}
}

extension GatherNdOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
