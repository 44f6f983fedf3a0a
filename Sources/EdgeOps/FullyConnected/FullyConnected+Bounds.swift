import EdgeIR

extension FullyConnected: IntegerBounding {
  public func integerBounds(
    _ operands: [BoundedOperand?], _ output: TensorType
  ) throws -> [ClosedRange<Int>]? {
    try IntegerProduct.bounds(operands, output, activation)
  }
}
