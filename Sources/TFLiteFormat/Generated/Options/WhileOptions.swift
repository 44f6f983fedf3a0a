// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `WhileOptions` table.
public struct WhileOptions: Hashable, Sendable {
  public var condSubgraphIndex: Int
  public var bodySubgraphIndex: Int

  public init(
    condSubgraphIndex: Int = 0,
    bodySubgraphIndex: Int = 0
  ) {
    self.condSubgraphIndex = condSubgraphIndex
    self.bodySubgraphIndex = bodySubgraphIndex
  }
}

extension WhileOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, condSubgraphIndex, as: Int32.self, default: 0)
    builder.add(slot: 1, bodySubgraphIndex, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    condSubgraphIndex = table.integer(slot: 0, as: Int32.self, default: 0)
    bodySubgraphIndex = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
