import EdgeIR

extension Concat: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    try traceMoved(inputs, moved: inputs.indices)
  }
}
