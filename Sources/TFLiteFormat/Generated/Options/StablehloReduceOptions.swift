// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloReduceOptions` table.
public struct StablehloReduceOptions: Hashable, Sendable {
  public var dimensions: [Int]
  public var bodySubgraphIndex: Int

  public init(
    dimensions: [Int] = [],
    bodySubgraphIndex: Int = 0
  ) {
    self.dimensions = dimensions
    self.bodySubgraphIndex = bodySubgraphIndex
  }
}

extension StablehloReduceOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let dimensionsOffset = builder.vector(dimensions, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, dimensionsOffset)
    builder.add(slot: 1, bodySubgraphIndex, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    dimensions = try table.integers(slot: 0, as: Int64.self)
    bodySubgraphIndex = table.integer(slot: 1, as: Int32.self, default: 0)
  }
}
