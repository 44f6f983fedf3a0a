// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloGatherOptions` table.
public struct StablehloGatherOptions: Hashable, Sendable {
  public var offsetDims: [Int]
  public var collapsedSliceDims: [Int]
  public var startIndexMap: [Int]
  public var indexVectorDim: Int
  public var sliceSizes: [Int]
  public var indicesAreSorted: Bool

  public init(
    offsetDims: [Int] = [],
    collapsedSliceDims: [Int] = [],
    startIndexMap: [Int] = [],
    indexVectorDim: Int = 0,
    sliceSizes: [Int] = [],
    indicesAreSorted: Bool = false
  ) {
    self.offsetDims = offsetDims
    self.collapsedSliceDims = collapsedSliceDims
    self.startIndexMap = startIndexMap
    self.indexVectorDim = indexVectorDim
    self.sliceSizes = sliceSizes
    self.indicesAreSorted = indicesAreSorted
  }
}

extension StablehloGatherOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let offsetDimsOffset = builder.vector(offsetDims, as: Int64.self)
    let collapsedSliceDimsOffset = builder.vector(collapsedSliceDims, as: Int64.self)
    let startIndexMapOffset = builder.vector(startIndexMap, as: Int64.self)
    let sliceSizesOffset = builder.vector(sliceSizes, as: Int64.self)
    builder.startTable()
    builder.add(slot: 3, indexVectorDim, as: Int64.self, default: 0)
    builder.add(slot: 0, offsetDimsOffset)
    builder.add(slot: 1, collapsedSliceDimsOffset)
    builder.add(slot: 2, startIndexMapOffset)
    builder.add(slot: 4, sliceSizesOffset)
    builder.add(slot: 5, indicesAreSorted, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    offsetDims = try table.integers(slot: 0, as: Int64.self)
    collapsedSliceDims = try table.integers(slot: 1, as: Int64.self)
    startIndexMap = try table.integers(slot: 2, as: Int64.self)
    indexVectorDim = table.integer(slot: 3, as: Int64.self, default: 0)
    sliceSizes = try table.integers(slot: 4, as: Int64.self)
    indicesAreSorted = table.boolean(slot: 5, default: false)
  }
}
