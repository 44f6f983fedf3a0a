import EdgeIR

extension Reduce: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching(axes, .free)
  }

  public func relaid(_ axes: [Int?], shape: [Int]) -> any Operator {
    Reduce(kind, axes: axes.indices.filter { axes[$0] != nil }, keepDims: keepDims)
  }
}
