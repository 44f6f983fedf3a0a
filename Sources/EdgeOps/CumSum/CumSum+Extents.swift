import EdgeIR

/// Running sums read what came before.
extension CumSum: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    isReversed ? .touching([axis], extents, inputs, outputs) : ExtentFlow([extents.first ?? [:]])
  }
}
