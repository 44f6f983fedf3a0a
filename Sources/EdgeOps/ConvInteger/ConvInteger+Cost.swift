import EdgeIR

extension ConvInteger: MultiplyAccumulating {
  /// One for each weight of an output element's filter.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    convolution.multiplyAccumulates(inputs: inputs, outputs: outputs)
  }
}
