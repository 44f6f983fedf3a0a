import EdgeIR

extension Cast: DimensionTracing {
  public func trace(_ inputs: [DimensionTensor?]) throws -> DimensionTensor? {
    element == .int32 || element == .int64 ? inputs.first ?? nil : nil
  }
}
