import EdgeIR

/// The branches keep account of the extents of what they capture; their results are full.
extension If: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    ExtentFlow([])
  }
}
