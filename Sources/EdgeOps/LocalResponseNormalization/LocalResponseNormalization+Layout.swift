import EdgeIR

extension LocalResponseNormalization: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching([axis], .whole)
  }

  public func relaid(_ axes: [Int?], shape: [Int]) -> any Operator {
    var copy = self
    copy.axis = axes.firstIndex { $0 != nil } ?? axis
    return copy
  }
}
