import EdgeIR

extension DeformConv: MultiplyAccumulating {
  /// Those of the convolution.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    convolution.multiplyAccumulates(inputs: inputs, outputs: outputs)
  }
}
