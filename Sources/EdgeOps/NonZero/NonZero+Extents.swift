import EdgeIR

/// Zeros beyond the data are not found.
extension NonZero: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    ExtentFlow([], zeroedInputs: [0])
  }
}
