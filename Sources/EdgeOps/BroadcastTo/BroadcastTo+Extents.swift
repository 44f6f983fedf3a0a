import EdgeIR

extension BroadcastTo: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    .elementwise(extents, inputs, outputs)
  }
}

extension BroadcastTo: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    try traceMoved(inputs, moved: 0..<1)
  }
}
