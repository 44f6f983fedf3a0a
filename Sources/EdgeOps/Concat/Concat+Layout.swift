import EdgeIR

extension Concat: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching([axis], .whole)
  }

  public func relaid(_ axes: [Int?], shape: [Int]) -> any Operator {
    Concat(axis: axes.firstIndex { $0 != nil } ?? axis)
  }
}
