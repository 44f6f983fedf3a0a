import EdgeIR

/// A scatter among the rows that the index vectors name.
extension ScatterND: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (data, indices) = (try builder.input(0), try builder.input(1))
    let (type, depth) = (builder.type(data), builder.type(indices).shape.last ?? 0)
    let count = builder.type(indices).shape.dropLast().reduce(1, *)
    let width = type.shape[depth...].reduce(1, *)
    let rows = ScatteredRows(
      data: try builder.reshape(data, to: [type.shape[..<depth].reduce(1, *), width]),
      updates: try builder.reshape(builder.input(2), to: [count, width]),
      positions: try rowPositions(indices, Array(type.shape[..<depth]), count, &builder))
    return [try builder.reshape(rows.scatter(reduction, &builder), to: type.shape)]
  }

  /// For each index vector the number of the row that it names among those of the axes with these `sizes`; constant
  /// where the indices are.
  private func rowPositions(
    _ indices: ValueID, _ sizes: [Int], _ count: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    if let known = builder.constantTensor(indices) {
      let rows = try GatherND().starts(TensorType(.bool, sizes), known)
      return builder.integers(rows.map { Int64($0) }, [count], .int64)
    }
    let vectors = try builder.cast(builder.reshape(indices, to: [count, sizes.count]), to: .int64)
    let limits = builder.integers(sizes.map { Int64($0) }, [sizes.count], .int64)
    let fromStart = try builder.binary(.modulo(fmod: false), vectors, limits)
    guard sizes.count > 1 else { return try builder.reshape(fromStart, to: [count]) }
    let strides = builder.integers(rowMajorStrides(sizes).map { Int64($0) }, [sizes.count], .int64)
    let parts = try builder.binary(.multiply, fromStart, strides)
    return try builder.add(Reduce(.sum, axes: [1], keepDims: false), parts)
  }
}
