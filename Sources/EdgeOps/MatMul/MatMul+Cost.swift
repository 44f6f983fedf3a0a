import EdgeIR

extension MatMul: MultiplyAccumulating {
  /// One for each column of an output element's row.
  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    guard let columns = inputs.optional(0)?.shape.last, let output = outputs.first else { return 0 }
    return saturatingProduct(output.elementCount, columns)
  }
}
