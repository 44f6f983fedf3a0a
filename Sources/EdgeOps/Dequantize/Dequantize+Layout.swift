import EdgeIR

extension Dequantize: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    layout.layoutRule(inputs)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Dequantize(layout: layout.relaid(axes))
  }
}
