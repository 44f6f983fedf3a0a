import EdgeIR

extension GatherElements: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard extents.count == 2, extents[0].isEmpty else { return nil }
    return ExtentFlow([extents[1]], zeroedInputs: [1])
  }
}
