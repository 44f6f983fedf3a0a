import EdgeIR

extension MatMulInteger: MultiplyAccumulating {
  /// One for each column of an output element's row.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    MatMul().multiplyAccumulates(inputs: inputs, outputs: outputs)
  }
}
