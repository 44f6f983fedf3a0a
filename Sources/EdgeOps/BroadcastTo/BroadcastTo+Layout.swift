import EdgeIR

extension BroadcastTo: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule { .elementwise }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { BroadcastTo(shape: axes.outputShape) }
}
