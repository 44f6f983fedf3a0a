import EdgeIR

/// A mean lies between the smallest and the largest element, also when it is rounded.
extension AveragePool: IntegerBounding {
  public func integerBounds(
    _ operands: [BoundedOperand?], _ output: TensorType
  ) throws -> [ClosedRange<Int>]? {
    let range = output.integerRange(activation)
    return (operands.first ?? nil)?.bounds?.map { $0.limited(to: range) }
  }
}
