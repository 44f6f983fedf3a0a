import EdgeC
import EdgeIR

/// A convolution or matrix product of int8 tensors with constant weights, as packed kernels see it: rows of weights, sums
/// that start at a bias, and the way from each sum to its output.
struct IntegerProductLayer: Sendable {
  /// Taps in one row: all that contribute to an output.
  let taps: Int
  /// One row after the other, for each output channel.
  let weights: [Int8]
  /// What each sum starts at: the bias less the input's zero point times the row's weights. Padding counts as the input's zero
  /// point.
  let bias: [Int]
  /// The sums that can occur in each channel.
  let sums: [ClosedRange<Int>]
  let multipliers: [FixedPointMultiplier]
  let rounding: RequantizationRounding
  let inputZeroPoint: Int
  let zeroPoint: Int
  let range: IntegerRange

  var channels: Int { bias.count }

  /// - Throws: `CRefusal` unless everything is int8, the weights have zero point 0 and no sum exceeds 32 bits.
  init(_ node: CNode, _ activation: Clamp?, _ rounding: RequantizationRounding) throws {
    guard let x = node.inputs[0], let tensor = node.constants[1], let type = node.inputs[1] else {
      throw CRefusal("needs constant weights")
    }
    let y = node.outputs[0]
    guard x.element == .int8, y.element == .int8, type.element == .int8 else {
      throw CRefusal("needs int8, got \(x.element.rawValue)")
    }
    guard type.quantization?.zeroPoints.allSatisfy({ $0 == 0 }) ?? false else {
      throw CRefusal("needs weights with zero point 0")
    }
    var start = [Int](repeating: 0, count: type.shape[0])
    if node.inputs.count > 2, node.inputs[2] != nil {
      guard let constant = node.constants[2] else { throw CRefusal("needs a constant bias") }
      start = constant.integers(less: 0)
    }
    let input = try x.activation(.int8)
    let result = try y.activation(.int8)
    let taps = type.shape.dropFirst().reduce(1, *)
    let weights = tensor.elements(as: Int8.self)
    var bias: [Int] = []
    var sums: [ClosedRange<Int>] = []
    for channel in start.indices {
      var (total, positive) = (0, 0)
      for weight in weights[channel * taps..<(channel + 1) * taps] {
        total += Int(weight)
        positive += max(0, Int(weight))
      }
      let first = start[channel] - input.zeroPoint * total
      let negative = total - positive
      bias.append(first)
      sums.append(first - 128 * positive + 127 * negative...first + 127 * positive - 128 * negative)
    }
    guard sums.allSatisfy({ $0.lowerBound >= Int(Int32.min) && $0.upperBound <= Int(Int32.max) }) else {
      throw CRefusal("needs sums of 32 bits")
    }
    let factors = try IntegerProduct.multipliers(x, type, y)
    self.taps = taps
    self.weights = weights
    self.bias = bias
    self.sums = sums
    multipliers = factors.count == 1 ? Array(repeating: factors[0], count: bias.count) : factors
    self.rounding = rounding
    inputZeroPoint = input.zeroPoint
    zeroPoint = result.zeroPoint
    range = y.integerRange(activation)
  }

  /// The output of a sum.
  func requantized(_ sum: Int, _ channel: Int) -> Int {
    range(Int(multipliers[channel].multiply(Int32(truncatingIfNeeded: sum), rounding: rounding)) + zeroPoint)
  }

  /// A line for a channel's sums less `origin`, which come `gain` times as large.
  func fit(_ channel: Int, origin: Int = 0, gain: Int, shift: Int) -> RequantizationFit? {
    let (sums, factor) = (sums[channel], multipliers[channel].real)
    return RequantizationFit(
      { requantized($0 + origin, channel) }, factor: factor,
      zero: Double(zeroPoint) + Double(origin) * factor,
      over: sums.lowerBound - origin...sums.upperBound - origin, gain: gain, shift: shift)
  }

  /// Throws unless outputs are limited by nothing but 8 bits.
  func requireFullRange() throws {
    guard range.lower <= -128, range.upper >= 127 else {
      throw CRefusal("no line has the limits \(range.lower) to \(range.upper) of the output")
    }
  }
}
