import EdgeIR

/// Whatever lies beyond the data is not taken where the condition is false there.
extension Compress: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    ExtentFlow([(extents.first ?? [:]).filter { $0.key != axis }], zeroedInputs: [1])
  }
}
