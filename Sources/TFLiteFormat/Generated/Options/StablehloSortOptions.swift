// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloSortOptions` table.
public struct StablehloSortOptions: Hashable, Sendable {
  public var dimension: Int
  public var isStable: Bool
  public var comparatorSubgraphIndex: Int

  public init(
    dimension: Int = 0,
    isStable: Bool = false,
    comparatorSubgraphIndex: Int = 0
  ) {
    self.dimension = dimension
    self.isStable = isStable
    self.comparatorSubgraphIndex = comparatorSubgraphIndex
  }
}

extension StablehloSortOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, dimension, as: Int64.self, default: 0)
    builder.add(slot: 2, comparatorSubgraphIndex, as: Int32.self, default: 0)
    builder.add(slot: 1, isStable, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    dimension = table.integer(slot: 0, as: Int64.self, default: 0)
    isStable = table.boolean(slot: 1, default: false)
    comparatorSubgraphIndex = table.integer(slot: 2, as: Int32.self, default: 0)
  }
}
