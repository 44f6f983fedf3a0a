import EdgeIR

extension AveragePool: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    inputs.optional(0).map { .templates(.pooling($0)) } ?? .logical
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
