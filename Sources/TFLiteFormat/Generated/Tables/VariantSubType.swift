// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `VariantSubType` table.
public struct VariantSubType: Hashable, Sendable {
  public var shape: [Int]
  public var type: TFLiteTensorType
  public var hasRank: Bool

  public init(
    shape: [Int] = [],
    type: TFLiteTensorType = .float32,
    hasRank: Bool = false
  ) {
    self.shape = shape
    self.type = type
    self.hasRank = hasRank
  }
}

extension VariantSubType: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let shapeOffset = builder.vector(shape, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, shapeOffset)
    builder.add(slot: 1, type, default: .float32)
    builder.add(slot: 2, hasRank, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    shape = try table.integers(slot: 0, as: Int32.self)
    type = try table.enumeration(slot: 1, default: .float32)
    hasRank = table.boolean(slot: 2, default: false)
  }
}
