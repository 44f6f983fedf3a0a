// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloCaseOptions` table.
public struct StablehloCaseOptions: Hashable, Sendable {
  public var branchSubgraphIndices: [Int]

  public init(
    branchSubgraphIndices: [Int] = []
  ) {
    self.branchSubgraphIndices = branchSubgraphIndices
  }
}

extension StablehloCaseOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let branchSubgraphIndicesOffset = builder.vector(branchSubgraphIndices, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, branchSubgraphIndicesOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    branchSubgraphIndices = try table.integers(slot: 0, as: Int32.self)
  }
}
