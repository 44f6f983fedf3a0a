// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `BlockwiseQuantization` table.
public struct BlockwiseQuantization: Hashable, Sendable {
  public var scales: Int
  public var zeroPoints: Int
  public var blockSize: Int
  public var blockShape: [Int]

  public init(
    scales: Int = 0,
    zeroPoints: Int = 0,
    blockSize: Int = 0,
    blockShape: [Int] = []
  ) {
    self.scales = scales
    self.zeroPoints = zeroPoints
    self.blockSize = blockSize
    self.blockShape = blockShape
  }
}

extension BlockwiseQuantization: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let blockShapeOffset = builder.vector(blockShape, as: Int32.self)
    builder.startTable()
    builder.add(slot: 0, scales, as: Int32.self, default: 0)
    builder.add(slot: 1, zeroPoints, as: Int32.self, default: 0)
    builder.add(slot: 2, blockSize, as: Int32.self, default: 0)
    builder.add(slot: 3, blockShapeOffset)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    scales = table.integer(slot: 0, as: Int32.self, default: 0)
    zeroPoints = table.integer(slot: 1, as: Int32.self, default: 0)
    blockSize = table.integer(slot: 2, as: Int32.self, default: 0)
    blockShape = try table.integers(slot: 3, as: Int32.self)
  }
}
