import EdgeIR

extension Quantized: MultiplyAccumulating {
  /// As many as the operator takes on numbers.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    (`operator` as? any MultiplyAccumulating)?.multiplyAccumulates(inputs: inputs, outputs: outputs) ?? 0
  }
}
