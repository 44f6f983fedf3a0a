import EdgeIR

extension Conv: MultiplyAccumulating {
  /// One for each weight of an output element's filter.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    guard let weights = inputs.optional(1), let output = outputs.first, let filters = weights.shape.first,
      filters > 0
    else { return 0 }
    return saturatingProduct(output.elementCount, weights.elementCount / filters)
  }
}
