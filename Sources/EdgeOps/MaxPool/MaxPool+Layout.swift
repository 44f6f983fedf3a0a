import EdgeIR

/// Indices number the positions of the whole image, so they need it as it is.
extension MaxPool: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard indices == nil, let x = inputs.optional(0) else { return .logical }
    return .templates(.pooling(x))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
