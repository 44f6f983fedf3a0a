// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `RankOptions` table.
public struct RankOptions: Hashable, Sendable {
  public init() {}
}

extension RankOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {}
}
