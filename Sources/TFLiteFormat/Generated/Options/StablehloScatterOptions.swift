// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloScatterOptions` table.
public struct StablehloScatterOptions: Hashable, Sendable {
  public var indicesAreSorted: Bool
  public var updateWindowDims: [Int]
  public var insertedWindowDims: [Int]
  public var scatterDimsToOperandDims: [Int]
  public var indexVectorDim: Int
  public var uniqueIndices: Bool
  public var updateComputationSubgraphIndex: Int

  public init(
    indicesAreSorted: Bool = false,
    updateWindowDims: [Int] = [],
    insertedWindowDims: [Int] = [],
    scatterDimsToOperandDims: [Int] = [],
    indexVectorDim: Int = 0,
    uniqueIndices: Bool = false,
    updateComputationSubgraphIndex: Int = 0
  ) {
    self.indicesAreSorted = indicesAreSorted
    self.updateWindowDims = updateWindowDims
    self.insertedWindowDims = insertedWindowDims
    self.scatterDimsToOperandDims = scatterDimsToOperandDims
    self.indexVectorDim = indexVectorDim
    self.uniqueIndices = uniqueIndices
    self.updateComputationSubgraphIndex = updateComputationSubgraphIndex
  }
}

extension StablehloScatterOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let updateWindowDimsOffset = builder.vector(updateWindowDims, as: Int64.self)
    let insertedWindowDimsOffset = builder.vector(insertedWindowDims, as: Int64.self)
    let scatterDimsToOperandDimsOffset = builder.vector(scatterDimsToOperandDims, as: Int64.self)
    builder.startTable()
    builder.add(slot: 4, indexVectorDim, as: Int64.self, default: 0)
    builder.add(slot: 1, updateWindowDimsOffset)
    builder.add(slot: 2, insertedWindowDimsOffset)
    builder.add(slot: 3, scatterDimsToOperandDimsOffset)
    builder.add(slot: 6, updateComputationSubgraphIndex, as: Int32.self, default: 0)
    builder.add(slot: 0, indicesAreSorted, default: false)
    builder.add(slot: 5, uniqueIndices, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    indicesAreSorted = table.boolean(slot: 0, default: false)
    updateWindowDims = try table.integers(slot: 1, as: Int64.self)
    insertedWindowDims = try table.integers(slot: 2, as: Int64.self)
    scatterDimsToOperandDims = try table.integers(slot: 3, as: Int64.self)
    indexVectorDim = table.integer(slot: 4, as: Int64.self, default: 0)
    uniqueIndices = table.boolean(slot: 5, default: false)
    updateComputationSubgraphIndex = table.integer(slot: 6, as: Int32.self, default: 0)
  }
}
