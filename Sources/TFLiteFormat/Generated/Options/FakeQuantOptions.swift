// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `FakeQuantOptions` table.
public struct FakeQuantOptions: Hashable, Sendable {
  public var min: Float
  public var max: Float
  public var numBits: Int
  public var narrowRange: Bool

  public init(
    min: Float = 0,
    max: Float = 0,
    numBits: Int = 0,
    narrowRange: Bool = false
  ) {
    self.min = min
    self.max = max
    self.numBits = numBits
    self.narrowRange = narrowRange
  }
}

extension FakeQuantOptions: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    builder.startTable()
    builder.add(slot: 0, min, default: 0)
    builder.add(slot: 1, max, default: 0)
    builder.add(slot: 2, numBits, as: Int32.self, default: 0)
    builder.add(slot: 3, narrowRange, default: false)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    min = table.float(slot: 0, default: 0)
    max = table.float(slot: 1, default: 0)
    numBits = table.integer(slot: 2, as: Int32.self, default: 0)
    narrowRange = table.boolean(slot: 3, default: false)
  }
}
