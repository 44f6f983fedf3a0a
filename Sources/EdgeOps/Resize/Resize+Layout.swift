import EdgeIR

extension Resize: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    .touching(axes.map(\.axis), .whole)
  }

  public func relaid(_ axes: [Int?], shape: [Int]) -> any Operator {
    var copy = self
    copy.axes = axes.enumerated().compactMap { physical, logical in
      var axis = self.axes.first { $0.axis == logical }
      axis?.axis = physical
      return axis
    }
    return copy
  }
}
