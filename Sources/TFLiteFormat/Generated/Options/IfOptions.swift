// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `IfOptions` table.
public struct IfOptions: Hashable, Sendable {
  public var thenSubgraphIndex: Int
  public var elseSubgraphIndex: Int

  public init(
    thenSubgraphIndex: Int = 0,
    elseSubgraphIndex: Int = 0
  ) {
    self.thenSubgraphIndex = thenSubgraphIndex
    self.elseSubgraphIndex = elseSubgraphIndex
  }
}

extension IfOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, thenSubgraphIndex, as: Int32.self, default: 0)
    builder.add(slot: 1, elseSubgraphIndex, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    thenSubgraphIndex = table.integer(slot: 0, as: Int32.self, default: 0)
    elseSubgraphIndex = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
