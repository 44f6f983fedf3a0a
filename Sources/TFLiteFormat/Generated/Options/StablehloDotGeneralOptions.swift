// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloDotGeneralOptions` table.
public struct StablehloDotGeneralOptions: Hashable, Sendable {
  public var lhsBatchingDimensions: [Int]
  public var rhsBatchingDimensions: [Int]
  public var lhsContractingDimensions: [Int]
  public var rhsContractingDimensions: [Int]
  public var precisionConfig: [StablehloPrecisionConfig]

  public init(
    lhsBatchingDimensions: [Int] = [],
    rhsBatchingDimensions: [Int] = [],
    lhsContractingDimensions: [Int] = [],
    rhsContractingDimensions: [Int] = [],
    precisionConfig: [StablehloPrecisionConfig] = []
  ) {
    self.lhsBatchingDimensions = lhsBatchingDimensions
    self.rhsBatchingDimensions = rhsBatchingDimensions
    self.lhsContractingDimensions = lhsContractingDimensions
    self.rhsContractingDimensions = rhsContractingDimensions
    self.precisionConfig = precisionConfig
  }
}

extension StablehloDotGeneralOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let lhsBatchingDimensionsOffset = builder.vector(lhsBatchingDimensions, as: Int64.self)
    let rhsBatchingDimensionsOffset = builder.vector(rhsBatchingDimensions, as: Int64.self)
    let lhsContractingDimensionsOffset = builder.vector(lhsContractingDimensions, as: Int64.self)
    let rhsContractingDimensionsOffset = builder.vector(rhsContractingDimensions, as: Int64.self)
    let precisionConfigOffset = builder.vector(precisionConfig.map(\.rawValue))
    builder.startTable()
    builder.add(slot: 0, lhsBatchingDimensionsOffset)
    builder.add(slot: 1, rhsBatchingDimensionsOffset)
    builder.add(slot: 2, lhsContractingDimensionsOffset)
    builder.add(slot: 3, rhsContractingDimensionsOffset)
    builder.add(slot: 4, precisionConfigOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    lhsBatchingDimensions = try table.integers(slot: 0, as: Int64.self)
    rhsBatchingDimensions = try table.integers(slot: 1, as: Int64.self)
    lhsContractingDimensions = try table.integers(slot: 2, as: Int64.self)
    rhsContractingDimensions = try table.integers(slot: 3, as: Int64.self)
    precisionConfig = try table.enumerations(slot: 4)
  }
}
