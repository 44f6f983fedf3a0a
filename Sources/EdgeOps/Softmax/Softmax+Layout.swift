import EdgeIR

extension Softmax: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching([axis], .innermost)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    var copy = self
    copy.axis = axes.touched.count - 1
    return copy
  }
}
