public import TFLiteFormat

extension TFLiteModel {
  /// The same model with its large float32 constants stored as float16 and turned back by DEQUANTIZE before the
  /// first operator. Constants with numbers that float16 does not reach stay.
  public func storingFloat16Weights() -> TFLiteModel {
    changingSubgraphs { $0.storeFloat16Weights() }
  }
}

extension TFLiteSubgraph {
  /// An operator and a tensor cost about as many bytes as smaller constants would save.
  private static let smallestCount = 64

  fileprivate mutating func storeFloat16Weights() {
    var names = Set(tensors.map(\.name))
    var added: [TFLiteOperator] = []
    for index in tensors.indices {
      guard tensors[index].type == .float32, let buffer = tensors[index].buffer,
        buffer.count >= 4 * Self.smallestCount, let halves = Self.halves(buffer)
      else { continue }
      var stored = tensors[index]
      stored.name = Self.unique("\(stored.name)_float16", &names)
      stored.type = .float16
      stored.buffer = halves
      tensors[index].buffer = nil
      added.append(
        TFLiteOperator(
          code: .dequantize, version: 3, inputs: [tensors.count], outputs: [index],
          options: .dequantize(DequantizeOptions())))
      tensors.append(stored)
    }
    operators = added + operators
  }

  /// Nil when a finite number becomes infinite.
  private static func halves(_ buffer: TFLiteBuffer) -> TFLiteBuffer? {
    var halves: [UInt8] = []
    halves.reserveCapacity(buffer.count / 2)
    for number in buffer.float32Elements {
      let half = Float16(number)
      if half.isInfinite, number.isFinite { return nil }
      halves.append(UInt8(truncatingIfNeeded: half.bitPattern))
      halves.append(UInt8(truncatingIfNeeded: half.bitPattern >> 8))
    }
    return TFLiteBuffer(halves)
  }
}
