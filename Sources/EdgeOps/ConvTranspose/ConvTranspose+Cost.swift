import EdgeIR

extension ConvTranspose: MultiplyAccumulating {
  /// One for each element of x and each weight that it meets.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    guard let x = inputs.optional(0), let weights = inputs.optional(1), let channels = x.shape.last,
      channels > 0
    else { return 0 }
    return saturatingProduct(x.elementCount, weights.elementCount / channels)
  }
}
