import EdgeIR

extension Quantize: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    layout.layoutRule(inputs)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    Quantize(to: element, layout: layout.relaid(axes))
  }
}
