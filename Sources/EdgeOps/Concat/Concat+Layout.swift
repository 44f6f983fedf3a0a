import EdgeIR

extension Concat: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching([axis], .whole)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Concat(axis: axes.axis)
  }
}
