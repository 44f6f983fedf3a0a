// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloCompareOptions` table.
public struct StablehloCompareOptions: Hashable, Sendable {
  public var comparisonDirection: StablehloComparisonDirection
  public var compareType: StablehloComparisonType

  public init(
    comparisonDirection: StablehloComparisonDirection = .stablehloComparisonDirectionEq,
    compareType: StablehloComparisonType = .stablehloComparisonTypeNotype
  ) {
    self.comparisonDirection = comparisonDirection
    self.compareType = compareType
  }
}

extension StablehloCompareOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, comparisonDirection, default: .stablehloComparisonDirectionEq)
    builder.add(slot: 1, compareType, default: .stablehloComparisonTypeNotype)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    comparisonDirection = try table.enumeration(slot: 0, default: .stablehloComparisonDirectionEq)
    compareType = try table.enumeration(slot: 1, default: .stablehloComparisonTypeNotype)
  }
}
