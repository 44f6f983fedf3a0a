import EdgeIR

extension ArgReduce: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching([axis], .whole)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    var copy = self
    copy.axis = axes.axis
    return copy
  }
}
