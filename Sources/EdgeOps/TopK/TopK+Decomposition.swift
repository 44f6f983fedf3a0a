import EdgeIR

/// The largest of numbers in the same or, for the smallest, in the opposite order, along the last axis.
extension TopK: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let last = type.rank - 1
    guard axis == last else {
      let inner = TopK(axis: last, k: k, isLargest: isLargest)
      let found = try builder.addAll(inner, [builder.swap(x, axis, last)])
      return try found.map { try builder.swap($0, axis, last) }
    }
    let keys = try builder.orderedKeys(x)
    guard !isLargest || builder.type(keys) != type else {
      throw OperatorError("the largest of \(type) have no simpler form")
    }
    let largest = TopK(axis: axis, k: k, isLargest: true)
    let positions = try builder.addAll(largest, [isLargest ? keys : opposite(keys, &builder)])[1]
    return [try builder.add(GatherElements(axis: axis), x, positions), positions]
  }

  /// Numbers in the opposite order: of integers -1 - x, which unlike -x exists for all.
  private func opposite(_ keys: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let element = builder.type(keys).element
    if element.isFloat { return try builder.add(Unary(.neg), keys) }
    return try builder.binary(.subtract, builder.scalar(-1, element), keys)
  }
}
