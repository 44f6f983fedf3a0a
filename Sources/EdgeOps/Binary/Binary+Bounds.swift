import EdgeIR

/// Sums, differences and products are extreme where both operands are.
extension Binary: IntegerBounding {
  public func integerBounds(
    _ operands: [BoundedOperand?], _ output: TensorType
  ) throws -> [ClosedRange<Int>]? {
    guard operands.count == 2, let a = operands[0], let b = operands[1], let left = a.bounds,
      let right = b.bounds, let channels = output.shape.last, try isMonotone(a.type, b.type, output)
    else { return nil }
    func ends(_ bounds: [ClosedRange<Int>]) -> [[Int]] {
      let all = bounds.count == 1 ? Array(repeating: bounds[0], count: channels) : bounds
      return [all.map(\.lowerBound), all.map(\.upperBound)]
    }
    var results: [[Int]] = []
    for p in ends(left) {
      for q in ends(right) {
        let corner = [
          Tensor.integers(a.type.with(shape: [channels]), p),
          Tensor.integers(b.type.with(shape: [channels]), q),
        ]
        for rounding in RequantizationRounding.allCases {
          results.append(
            try evaluateIntegers(corner, [output.with(shape: [channels])], rounding)[0].integers(less: 0))
        }
      }
    }
    return (0..<channels).compactMap { channel in ClosedRange(spanning: results.map { $0[channel] }) }
  }

  /// Whether larger operands cannot wrap around on the way to the output's scale.
  private func isMonotone(_ a: TensorType, _ b: TensorType, _ output: TensorType) throws -> Bool {
    let (left, right) = (try a.activation(.int8, .uint8, .int16).scale, try b.activation(a.element).scale)
    let result = try output.activation(a.element).scale
    switch kind {
    case .add, .subtract:
      // The larger of the scales becomes a half, so a sum is no larger than one operand with its spare bits.
      let spare = a.element == .int16 ? 15 : 20
      let largest = (a.element == .int16 ? 1 << 15 : 1 << 8) << spare
      let last = FixedPointMultiplier(Double(2 * max(left, right)) / Double(Float(1 << spare) * result))
      return last.bounds(-largest...largest, isWide: false) != nil
    case .multiply:
      let largest = a.element == .int16 ? 1 << 30 : 1 << 16
      let factor = FixedPointMultiplier(Double(left * right / result))
      return factor.bounds(-largest...largest, isWide: false) != nil
    case .divide, .minimum, .maximum, .power, .modulo: return false
    }
  }
}
