import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The logistic function and the hyperbolic tangent of 16-bit integers, as fractions of 15 bits: lines between values
/// of sigmoid(i / 24), which suffice for both because tanh(x) = 2 sigmoid(2 x) - 1 (LiteRT's reference kernels).
struct WideSigmoid {
  /// Fractions of 16 bits, higher by half of what a line between two of them lacks in the middle.
  static let values: [Int32] =
    (0..<255).map { i in
      func value(_ i: Double) -> Double { 65536 / (1 + exp(-i / 24)) }
      let start = Double(i)
      let lack = value(start + 0.5) - (value(start) + value(start + 1)) / 2
      return Int32((value(start) + lack / 2).rounded())
    } + [65535]

  let multiplier: Int32
  let shift: Int32

  /// - Parameter scale: the input's.
  init(scale: Float) {
    let position = 12 + Int(scale.exponent)
    if scale.significand == 1, position == 0 || position == 1 {
      (multiplier, shift) = (3 << Int32(position), 0)
      return
    }
    // 2^12 times 3 to 1.
    var factor = Double(scale) * 4096 * 3
    var shift: Int32 = 0
    while factor <= 32767 / 2, shift <= 30 {
      shift += 1
      factor *= 2
    }
    multiplier = Int32(Int16(converting: factor))
    self.shift = shift
  }

  /// x in steps of 1/12288.
  private func steps(_ x: Int) -> Int32 {
    let round: Int32 = shift > 0 ? 1 &<< (shift - 1) : 0
    return (Int32(truncatingIfNeeded: x) &* multiplier &+ round) >> shift
  }

  /// sigmoid(i / 24 / 2^bits) as a fraction of 16 + bits; `limit` where the table ends.
  private func value(_ i: Int32, bits: Int32, limit: Int32) -> Int32 {
    let index = Int(i >> bits)
    guard index < 255 else { return limit }
    let (low, high) = (Self.values[index], Self.values[index + 1])
    return low << bits + (i & (1 << bits - 1)) * (high - low)
  }

  func sigmoid(_ x: Int) -> Int {
    let steps = steps(x)
    let value = value(abs(steps), bits: 9, limit: 0x7FFF << 10)
    return Int((steps >= 0 ? value + 1 << 9 : 1 << 25 - value + 1 << 9 - 1) >> 10)
  }

  func tanh(_ x: Int) -> Int {
    let steps = steps(x)
    let value = value(abs(steps), bits: 8, limit: 0xFFFF << 8)
    return Int((steps >= 0 ? value - 1 << 23 + 1 << 7 : 1 << 23 - value + 1 << 7 - 1) >> 8)
  }
}
