import EdgeIR

/// Running results read what came before.
extension Cumulative: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    isReversed ? .touching([axis], extents, inputs, outputs) : ExtentFlow([extents.first ?? [:]])
  }
}
