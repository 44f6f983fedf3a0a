import EdgeIR

/// The axis that is gathered from must be full: negative indices count from its end. Indices beyond the data must
/// be in range.
extension Gather: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard extents.count == 2, let rank = inputs.optional(1)?.rank, extents[0][axis] == nil else { return nil }
    var result: AxisExtents = [:]
    for (old, extent) in extents[0] { result[old < axis ? old : old + rank - 1] = extent }
    for (old, extent) in extents[1] { result[axis + old] = extent }
    return ExtentFlow([result], zeroedInputs: [1])
  }
}

extension Gather: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    try traceMoved(inputs, moved: 0..<1)
  }
}
