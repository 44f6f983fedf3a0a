import TFLiteFormat

/// A float32 constant as signed integers of a few bits, with a scale for each position of one axis and the zero point 0.
struct SymmetricWeights {
  /// One byte for each integer; two in a byte for 4 bits, the first in the low half.
  let buffer: TFLiteBuffer
  let scales: [Float]
  let quantization: TFLiteQuantization

  /// Of each channel's magnitudes the largest becomes the largest integer, 127 or 7; nil for tensors that stay as they are:
  /// small ones, those that are no constants, and those that hold infinities.
  init?(_ tensor: TFLiteTensor, axis: Int, bits: Int, atLeast smallestCount: Int) {
    guard tensor.type == .float32, let buffer = tensor.buffer, tensor.shape.indices.contains(axis),
      buffer.count >= 4 * smallestCount, buffer.count == tensor.shape.reduce(4, *)
    else { return nil }
    let inner = tensor.shape[(axis + 1)...].reduce(1, *)
    let channels = tensor.shape[axis]
    let numbers = buffer.float32Elements
    guard numbers.allSatisfy(\.isFinite) else { return nil }
    var largest = [Float](repeating: 0, count: channels)
    for (place, number) in numbers.enumerated() {
      let channel = place / inner % channels
      largest[channel] = max(largest[channel], number.magnitude)
    }
    let highest = Float((1 << (bits - 1)) - 1)
    let scales = largest.map { $0 >= Float.leastNormalMagnitude * highest ? $0 / highest : 1 }
    let integers = numbers.enumerated().map { place, number in
      let integer = (number / scales[place / inner % channels]).rounded(.toNearestOrEven)
      return UInt8(bitPattern: Int8(max(-highest, min(highest, integer))))
    }
    self.buffer = TFLiteBuffer(bits == 4 ? Self.packed(integers) : integers)
    self.scales = scales
    quantization = TFLiteQuantization(
      scale: scales, zeroPoint: scales.map { _ in 0 }, quantizedDimension: axis)
  }

  private static func packed(_ integers: [UInt8]) -> [UInt8] {
    stride(from: 0, to: integers.count, by: 2).map { place in
      let high = place + 1 < integers.count ? integers[place + 1] << 4 : 0
      return integers[place] & 0xF | high
    }
  }
}
