import EdgeIR

extension Transpose: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    var result: AxisExtents = [:]
    for (new, old) in permutation.enumerated() { result[new] = extents.first?[old] }
    return ExtentFlow([result], keepsZeros: true)
  }
}

extension Transpose: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    try traceMoved(inputs, moved: 0..<1)
  }
}
