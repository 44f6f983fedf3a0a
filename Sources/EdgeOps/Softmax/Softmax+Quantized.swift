import EdgeIR
import EdgeTFLite
import TFLiteFormat

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// On 8 bits exp of fixed-point differences to the row's largest element, times the reciprocal of their sum; on 16 bits
/// both functions are tables.
extension Softmax: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    _ = try x.activation(.int8, .uint8, .int16)
    guard !logarithmic, axis == x.rank - 1, x.elementCount > 0 else {
      throw OperatorError("expected softmax along the last axis, not its logarithm, of elements")
    }
    let output = outputs[0]
    guard let result = output.quantization?.single else {
      throw OperatorError("expected quantized results, got \(output)")
    }
    if x.element == .int16 {
      guard output.element == .int16, result.zeroPoint == 0, isNear(result.scale, 1 / 32768) else {
        throw OperatorError("expected an output of scale 1/32768, got \(output)")
      }
      return
    }
    let isSame = output.element == x.element
    guard isSame || output.element == .int16, result.zeroPoint == IntegerRange(of: output.element).lower,
      isNear(result.scale, isSame ? 1 / 256 : 1 / 65536)
    else {
      throw OperatorError("expected an output of scale 1/256 from the lowest integer on, got \(output)")
    }
  }

  private func isNear(_ scale: Float, _ expected: Float) -> Bool {
    (scale - expected).magnitude <= 0.001 * expected
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let tensor = try inputs.required(0)
    let x = tensor.integers(less: 0)
    let scale = try tensor.type.activation(.int8, .uint8, .int16).scale
    let count = max(tensor.shape[axis], 1)
    var results: [Int] = []
    results.reserveCapacity(x.count)
    if tensor.element == .int16 {
      let row = WideSoftmax(scale: scale)
      for start in stride(from: 0, to: x.count, by: count) {
        results += row(x[start..<start + count], rounding)
      }
    } else {
      let row = NarrowSoftmax(scale: scale, output: outputs[0].element)
      for start in stride(from: 0, to: x.count, by: count) { results += row(x[start..<start + count]) }
    }
    return [Tensor.integers(outputs[0], results)]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    builder.emit(
      .softmax, version: builder.version(input, int8: 2, int16: 3),
      options: .softmax(SoftmaxOptions(beta: 1)),
      [input], to: [builder.tensor(node.outputs[0])])
  }
}

/// One row of 8-bit integers.
private struct NarrowSoftmax {
  let exponentials: DifferenceExponential
  let range: IntegerRange
  let bits: Int

  init(scale: Float, output: ElementType) {
    exponentials = DifferenceExponential(scale)
    range = IntegerRange(of: output)
    bits = output.sizeInBytes * 8
  }

  func callAsFunction(_ x: ArraySlice<Int>) -> [Int] {
    let largest = x.max() ?? 0
    let powers = x.map { exponentials($0 - largest) }
    let sum = powers.reduce(Int32(0)) { $0 &+ roundingShiftRight($1 ?? 0, 12) }
    let headroom = sum.leadingZeroBitCount
    let scale = FixedPoint.reciprocal(
      onePlus: Int32(truncatingIfNeeded: Int64(sum) << Int64(headroom) - 1 << 31))
    return powers.map { power in
      guard let power else { return range.lower }
      let share = roundingShiftRight(doublingHighProduct(scale, power), 12 - headroom + 31 - bits)
      return range(Int(share) + range.lower)
    }
  }
}

/// exp of a difference of integers <= 0 in a scale; nil where it is negligible.
struct DifferenceExponential {
  private let multiplier: FixedPointMultiplier
  private let lowest: Int

  init(_ scale: Float) {
    // Differences are brought to 5 integer bits.
    let real = min(Double(scale) * Double(1 << 26), Double(Int32.max))
    multiplier = FixedPointMultiplier(real)
    lowest = -Int((31 * Double(1 << 26) / Double(1 << max(multiplier.shift, 0))).rounded(.down))
  }

  func callAsFunction(_ difference: Int) -> Int32? {
    guard difference >= lowest else { return nil }
    let raised = Int32(truncatingIfNeeded: difference << max(multiplier.shift, 0))
    return FixedPoint.exponential(doublingHighProduct(raised, multiplier.mantissa))
  }
}

/// One row of 16-bit integers: exp from -10 to 0 and 1 / (1 + x) from 0 to 1 are tables of fractions of 15 bits.
struct WideSoftmax {
  static let exponential = InterpolatedTable(
    scale: 10 / 65535, zeroPoint: 32767, resultScale: 2 / 65535, function: { expf($0) })
  static let reciprocal = InterpolatedTable(
    scale: 1 / 65535, zeroPoint: -32768, resultScale: 2 / 65535, function: { 1 / (1 + $0) })

  let multiplier: FixedPointMultiplier

  init(scale: Float) {
    multiplier = FixedPointMultiplier(Double(scale) / (10 / 65535))
  }

  func callAsFunction(_ x: ArraySlice<Int>, _ rounding: RequantizationRounding) -> [Int] {
    let whole = IntegerRange(of: .int16)
    let largest = x.max() ?? 0
    let powers = x.map { value in
      Self.exponential(
        whole(Int(multiplier.multiply(Int32(value - largest), rounding: rounding)) + 32767))
    }
    let sum = Int32(truncatingIfNeeded: powers.reduce(0, +))
    let headroom = sum.leadingZeroBitCount
    // The sum as 1 + x, x a fraction of 16 bits that begins at the lowest integer.
    let fraction = (Int64(sum) << Int64(headroom - 1) + 1 << 13) >> 14 - 1 << 15 - 1 << 16
    let factor = Self.reciprocal(whole(Int(fraction)))
    let shift = 31 - headroom
    return powers.map { power in
      min(max((power * factor + 1 << (shift - 1)) >> shift, 0), 32767)
    }
  }
}
