import EdgeIR

/// Means of each channel.
extension Reduce: IntegerBounding {
  public func integerBounds(
    _ operands: [BoundedOperand?], _ output: TensorType
  ) throws -> [ClosedRange<Int>]? {
    guard kind == .mean, let x = operands.first ?? nil, let bounds = x.bounds,
      !axes.contains(x.type.rank - 1)
    else { return nil }
    let (scale, zeroPoint) = try x.type.activation(.int8, .uint8, .int16)
    let result = try output.activation(x.type.element)
    let count = axes.reduce(1) { $0 * x.type.shape[$1] }
    let multiplier = FixedPointMultiplier(Double(scale) / Double(result.scale)).divided(by: count)
    let range = IntegerRange(of: x.type.element)
    var means: [ClosedRange<Int>] = []
    for bound in bounds {
      let sums = (bound.lowerBound - zeroPoint) * count...(bound.upperBound - zeroPoint) * count
      guard let mean = multiplier.bounds(sums, isWide: false) else { return nil }
      means.append(mean.shifted(by: result.zeroPoint).limited(to: range))
    }
    return means
  }
}
