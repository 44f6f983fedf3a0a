import EdgeIR

extension IntegerProduct {
  /// The bounds of each output channel; nil where weights or bias are computed, or where sums may wrap around.
  ///
  /// - Parameters:
  ///   - groups: weights `[O, …, C/groups]`; those of output channel o belong to group `o / (O/groups)`.
  ///   - hasPadding: any product may be absent from a sum.
  static func bounds(
    _ operands: [BoundedOperand?], _ output: TensorType, _ activation: Clamp?, groups: Int = 1,
    hasPadding: Bool = false
  ) throws -> [ClosedRange<Int>]? {
    guard let x = operands.first ?? nil, x.bounds != nil, operands.count > 1, let weights = operands[1],
      let sums = try sumBounds(operands, groups: groups, hasPadding: hasPadding)
    else { return nil }
    let factors = try multipliers(x.type, weights.type, output)
    let zeroPoint = try output.activation(x.type.element).zeroPoint
    let range = output.integerRange(activation)
    var bounds: [ClosedRange<Int>] = []
    for (channel, sum) in sums.enumerated() {
      let factor = factors.count == 1 ? factors[0] : factors[channel]
      guard let scaled = factor.bounds(sum, isWide: x.type.element == .int16) else { return nil }
      bounds.append(scaled.shifted(by: zeroPoint).limited(to: range))
    }
    return bounds
  }

  /// The bounds of each output channel's sum of products and bias, in exact arithmetic; otherwise as `bounds`.
  static func sumBounds(
    _ operands: [BoundedOperand?], groups: Int, hasPadding: Bool
  ) throws -> [ClosedRange<Int>]? {
    guard let x = operands.first ?? nil, let bounds = x.bounds, operands.count > 1,
      let tensor = operands[1]?.constant, let scales = tensor.type.quantization, tensor.elementCount > 0
    else { return nil }
    let zeroPoint = try x.type.activation(.int8, .uint8, .int16).zeroPoint
    let biasOperand = operands.count > 2 ? operands[2] : nil
    let bias = biasOperand?.constant?.integers(less: 0)
    guard biasOperand == nil || bias != nil else { return nil }
    let weights = tensor.shortIntegers(less: scales.single?.zeroPoint ?? 0)
    let inputs = bounds.map { bound in
      let number = bound.shifted(by: -zeroPoint)
      return hasPadding ? number.union(0...0) : number
    }
    let (lower, upper) = (inputs.map(\.lowerBound), inputs.map(\.upperBound))
    let outputs = tensor.shape[0]
    let (length, channels) = (weights.count / outputs, tensor.shape[tensor.shape.count - 1])
    var result: [ClosedRange<Int>] = []
    for output in 0..<outputs {
      let first = output / max(outputs / max(groups, 1), 1) * channels
      var (low, high) = (0, 0)
      for k in 0..<length {
        let (weight, channel) = (Int(weights[output * length + k]), first + k % channels)
        low += weight * (weight > 0 ? lower[channel] : upper[channel])
        high += weight * (weight > 0 ? upper[channel] : lower[channel])
      }
      let (start, overflow) = low.addingReportingOverflow(bias?[output] ?? 0)
      let (end, overflow2) = high.addingReportingOverflow(bias?[output] ?? 0)
      guard !overflow, !overflow2 else { return nil }
      result.append(start...end)
    }
    return result
  }
}
