import EdgeIR

extension RNN: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    recurrentRule(inputs, outputs)
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
