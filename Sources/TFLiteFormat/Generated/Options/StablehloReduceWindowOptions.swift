// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloReduceWindowOptions` table.
public struct StablehloReduceWindowOptions: Hashable, Sendable {
  public var windowDimensions: [Int]
  public var windowStrides: [Int]
  public var baseDilations: [Int]
  public var windowDilations: [Int]
  public var padding: [Int]
  public var bodySubgraphIndex: Int

  public init(
    windowDimensions: [Int] = [],
    windowStrides: [Int] = [],
    baseDilations: [Int] = [],
    windowDilations: [Int] = [],
    padding: [Int] = [],
    bodySubgraphIndex: Int = 0
  ) {
    self.windowDimensions = windowDimensions
    self.windowStrides = windowStrides
    self.baseDilations = baseDilations
    self.windowDilations = windowDilations
    self.padding = padding
    self.bodySubgraphIndex = bodySubgraphIndex
  }
}

extension StablehloReduceWindowOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let windowDimensionsOffset = builder.vector(windowDimensions, as: Int64.self)
    let windowStridesOffset = builder.vector(windowStrides, as: Int64.self)
    let baseDilationsOffset = builder.vector(baseDilations, as: Int64.self)
    let windowDilationsOffset = builder.vector(windowDilations, as: Int64.self)
    let paddingOffset = builder.vector(padding, as: Int64.self)
    builder.startTable()
    builder.add(slot: 0, windowDimensionsOffset)
    builder.add(slot: 1, windowStridesOffset)
    builder.add(slot: 2, baseDilationsOffset)
    builder.add(slot: 3, windowDilationsOffset)
    builder.add(slot: 4, paddingOffset)
    builder.add(slot: 5, bodySubgraphIndex, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    windowDimensions = try table.integers(slot: 0, as: Int64.self)
    windowStrides = try table.integers(slot: 1, as: Int64.self)
    baseDilations = try table.integers(slot: 2, as: Int64.self)
    windowDilations = try table.integers(slot: 3, as: Int64.self)
    padding = try table.integers(slot: 4, as: Int64.self)
    bodySubgraphIndex = table.integer(slot: 5, as: Int32.self, default: 0)
  }
}
