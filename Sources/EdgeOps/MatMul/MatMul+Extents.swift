import EdgeIR

/// Rows of a and columns of b survive, and the batch; what is summed over must be full.
extension MatMul: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    guard let a = inputs.optional(0), let b = inputs.optional(1), let y = outputs.first,
      case let (rows, inner) = transposesA ? (a.rank - 1, a.rank - 2) : (a.rank - 2, a.rank - 1),
      case let (depth, columns) = transposesB ? (b.rank - 1, b.rank - 2) : (b.rank - 2, b.rank - 1),
      extents[0][inner] == nil, extents[1][depth] == nil
    else { return nil }
    let batches = [a, b].map { $0.with(shape: Array($0.shape.dropLast(2))) }
    let ofBatches = zip(extents, [a, b]).map { own, type in own.filter { $0.key < type.rank - 2 } }
    let batch = y.with(shape: Array(y.shape.dropLast(2)))
    guard var result = ExtentFlow.elementwise(ofBatches, batches, [batch])?.outputs.first else { return nil }
    result[y.rank - 2] = extents[0][rows]
    result[y.rank - 1] = extents[1][columns]
    return ExtentFlow([result])
  }
}
