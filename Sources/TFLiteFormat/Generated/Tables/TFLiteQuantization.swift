// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `QuantizationParameters` table.
public struct TFLiteQuantization: Hashable, Sendable {
  public var min: [Float]
  public var max: [Float]
  public var scale: [Float]
  public var zeroPoint: [Int]
  public var details: QuantizationDetails?
  public var quantizedDimension: Int

  public init(
    min: [Float] = [],
    max: [Float] = [],
    scale: [Float] = [],
    zeroPoint: [Int] = [],
    details: QuantizationDetails? = nil,
    quantizedDimension: Int = 0
  ) {
    self.min = min
    self.max = max
    self.scale = scale
    self.zeroPoint = zeroPoint
    self.details = details
    self.quantizedDimension = quantizedDimension
  }
}

extension TFLiteQuantization: SchemaTable {
  func write(to builder: FlatBufferBuilder) -> FlatBufferBuilder.Offset {
    let minOffset = builder.vector(min)
    let maxOffset = builder.vector(max)
    let scaleOffset = builder.vector(scale)
    let zeroPointOffset = builder.vector(zeroPoint, as: Int64.self)
    let detailsOffset = details?.write(to: builder)
    builder.startTable()
    builder.add(slot: 0, minOffset)
    builder.add(slot: 1, maxOffset)
    builder.add(slot: 2, scaleOffset)
    builder.add(slot: 3, zeroPointOffset)
    builder.add(unionSlot: 5, detailsOffset)
    builder.add(slot: 6, quantizedDimension, as: Int32.self, default: 0)
    return builder.endTable()
  }

  init(reading table: FlatBufferTable) throws {
    min = try table.floats(slot: 0)
    max = try table.floats(slot: 1)
    scale = try table.floats(slot: 2)
    zeroPoint = try table.integers(slot: 3, as: Int64.self)
    details = try table.union(slot: 5).map { try QuantizationDetails(type: $0.type, reading: $0.table) }
    quantizedDimension = table.integer(slot: 6, as: Int32.self, default: 0)
  }
}
