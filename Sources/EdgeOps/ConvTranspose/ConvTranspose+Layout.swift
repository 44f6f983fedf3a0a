import EdgeIR

extension ConvTranspose: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    AxisTemplates.convolution(inputs, groups: groups).map { .templates($0) } ?? .logical
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
