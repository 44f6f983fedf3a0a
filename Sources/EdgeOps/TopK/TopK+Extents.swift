import EdgeIR

extension TopK: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    .touching([axis], extents, inputs, outputs)
  }
}
