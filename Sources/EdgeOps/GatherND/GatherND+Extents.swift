import EdgeIR

extension GatherND: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard extents.count == 2, extents[0].isEmpty, let rank = inputs.optional(1)?.rank,
      extents[1][rank - 1] == nil
    else { return nil }
    return ExtentFlow([extents[1]], zeroedInputs: [1])
  }
}
