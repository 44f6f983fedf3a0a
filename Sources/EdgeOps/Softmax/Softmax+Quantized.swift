import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// exp of fixed-point differences to the row's largest element, times the reciprocal of their sum.
extension Softmax: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    _ = try x.activation(.int8, .uint8)
    guard !logarithmic, axis == x.rank - 1 else {
      throw OperatorError("expected softmax along the last axis, not its logarithm")
    }
    let output = outputs[0]
    let lowest = IntegerRange(of: output.element).lower
    let isSame = output.element == x.element
    guard isSame || output.element == .int16, let result = output.quantization?.single,
      result.zeroPoint == lowest, isSame ? isNear(result.scale, 1 / 256) : isNear(result.scale, 1 / 65536)
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
    let exponentials = DifferenceExponential(try tensor.type.activation(.int8, .uint8).scale)
    let range = IntegerRange(of: outputs[0].element)
    let bits = outputs[0].element.sizeInBytes * 8
    let count = tensor.shape[axis]
    var results: [Int] = []
    results.reserveCapacity(x.count)
    for row in stride(from: 0, to: x.count, by: max(count, 1)) {
      let values = x[row..<row + count]
      let largest = values.max() ?? 0
      let powers = values.map { exponentials($0 - largest) }
      let sum = powers.reduce(Int32(0)) { $0 &+ roundingShiftRight($1 ?? 0, 12) }
      let headroom = sum.leadingZeroBitCount
      let scale = FixedPoint.reciprocal(
        onePlus: Int32(truncatingIfNeeded: Int64(sum) << Int64(headroom) - 1 << 31))
      for power in powers {
        guard let power else {
          results.append(range.lower)
          continue
        }
        let share = roundingShiftRight(doublingHighProduct(scale, power), 12 - headroom + 31 - bits)
        results.append(range(Int(share) + range.lower))
      }
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

/// exp of a difference of integers <= 0 in a scale; nil where it is negligible.
private struct DifferenceExponential {
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
