import EdgeIR

extension Conv: IntegerBounding {
  public func integerBounds(
    _ operands: [BoundedOperand?], _ output: TensorType
  ) throws -> [ClosedRange<Int>]? {
    guard operands.count > 1, let weights = operands[1] else { return nil }
    return try IntegerProduct.bounds(
      operands, output, activation, groups: groups, hasPadding: geometry(weights.type).hasPadding)
  }
}
