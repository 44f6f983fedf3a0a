import EdgeIR

extension MatMul: Decomposing {
  /// Products of integers, which matrix kernels lack: every element of a row times every element of a column, summed.
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let operands = [
      try upright(builder.input(0), transposesA, &builder),
      try upright(builder.input(1), transposesB, &builder),
    ]
    let (a, b) = (builder.type(operands[0]), builder.type(operands[1]))
    let result = try MatMul().infer([a, b])[0]
    let products = saturatingProduct(result.elementCount, a.shape[a.rank - 1])
    guard a.element.isInteger, let computing = a.element.tfliteComputing else {
      throw OperatorError("products of matrices of \(a.element.rawValue) have no simpler form")
    }
    guard products > 0, products <= productLimit else {
      throw OperatorError("products of integer matrices take \(products) elements when written out")
    }
    let wide = try operands.map { operand in
      a.element == computing ? operand : try builder.add(Cast(to: computing), operand)
    }
    let columns = try builder.add(
      Transpose(permutation: Array(0..<b.rank - 2) + [b.rank - 1, b.rank - 2]), wide[1])
    let (rowShape, columnShape) = (a.shape, builder.type(columns).shape)
    let left = try builder.reshaped(wide[0], to: rowShape.dropLast() + [1, rowShape[a.rank - 1]])
    let right = try builder.reshaped(
      columns, to: columnShape.dropLast(2) + [1] + columnShape.suffix(2))
    let all = try builder.add(Binary(.multiply), left, right)
    let sum = try builder.add(Reduce(.sum, axes: [result.rank], keepDims: false), all)
    return [a.element == computing ? sum : try builder.add(Cast(to: a.element), sum)]
  }

  /// A matrix with its rows as rows.
  private func upright(
    _ value: ValueID, _ isTransposed: Bool, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let rank = builder.type(value).rank
    guard isTransposed else { return value }
    return try builder.add(Transpose(permutation: Array(0..<rank - 2) + [rank - 1, rank - 2]), value)
  }
}

private let productLimit = 1 << 22
