import EdgeIR

extension Slice: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    try traceMoved(inputs, moved: 0..<1)
  }
}
