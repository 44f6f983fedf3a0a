import EdgeIR

/// The body keeps account of the extents of what it captures; states must be full.
extension Loop: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    extents.dropFirst(2).prefix(stateCount).allSatisfy(\.isEmpty) ? ExtentFlow([]) : nil
  }
}
