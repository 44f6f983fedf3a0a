import EdgeIR

/// What is normalised together is the innermost physical axis, in any order; scale and bias have the same.
extension LayerNormalization: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard let rank = inputs.optional(0)?.rank else { return .logical }
    let (outer, block) = (Array(0..<axis), Array(axis..<rank))
    let parameters = inputs.dropFirst()
    return .templates(
      AxisTemplates(
        inputs: [outer + block] + parameters.map { $0.map { _ in block } }, outputs: [outer + block],
        groups: [.init(outer, .anyAxes), .init(block, .oneAxis)],
        templates: [.init([[0, 1]] + parameters.map { $0.map { _ in [1] } ?? [] }, [[0, 1]])],
        touched: Set(block)))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    var copy = self
    copy.axis = axes.shape.count - 1
    return copy
  }
}
