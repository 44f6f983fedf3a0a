import EdgeIR

extension Clip: IntegerBounding {
  public func integerBounds(
    _ operands: [BoundedOperand?], _ output: TensorType
  ) throws -> [ClosedRange<Int>]? {
    try functionBounds(operands, output)
  }
}
