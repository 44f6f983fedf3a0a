import EdgeIR

extension Reduce: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching(axes, .free)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Reduce(kind, axes: axes.touched.indices.filter { axes.touched[$0] != nil }, keepDims: keepDims)
  }
}
