import EdgeIR

extension MatMul: MultiplyAccumulating {
  /// One for each column of an output element's row.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    guard let a = inputs.optional(0), let output = outputs.first else { return 0 }
    return saturatingProduct(output.elementCount, matrix(a, transposesA).columns)
  }
}
