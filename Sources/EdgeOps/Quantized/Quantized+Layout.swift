import EdgeIR

/// Integers are laid out as the numbers that they stand for would be.
extension Quantized: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    (`operator` as? any LayoutFlexible)?.layoutRule(inputs, outputs) ?? .logical
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    guard let flexible = `operator` as? any LayoutFlexible,
      let relaid = flexible.relaid(axes) as? any IntegerComputing
    else { return self }
    return Quantized(relaid, results: results, rounding: rounding)
  }
}
