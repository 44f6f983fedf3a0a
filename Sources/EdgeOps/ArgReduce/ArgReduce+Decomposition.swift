import EdgeIR

/// The same of numbers in the same order; of int64, the first of the sorted ones.
extension ArgReduce: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    var keys = try builder.orderedKeys(x)
    guard builder.type(keys).element == .int64 else {
      guard builder.type(keys) != type else { throw OperatorError("\(type) has no simpler form") }
      return [try builder.add(self, keys)]
    }
    let size = type.shape[axis]
    if selectsLast {
      var (starts, steps) = (type.shape.map { _ in 0 }, type.shape.map { _ in 1 })
      (starts[axis], steps[axis]) = (size - 1, -1)
      keys = try builder.add(Slice(starts: starts, steps: steps, sizes: type.shape), keys)
    }
    var found = try builder.addAll(TopK(axis: axis, k: 1, isLargest: kind == .max), [keys])[1]
    if selectsLast {
      found = try builder.binary(.subtract, builder.scalar(Int64(size - 1), .int64), found)
    }
    return [try builder.reshape(found, to: builder.type(node.outputs[0]).shape)]
  }
}
