import EdgeIR

/// Of more axes than a target reorders: axes of size 1 do not matter, and axes that stay together are one. Bools are
/// reordered as numbers.
extension Transpose: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let output = builder.type(node.outputs[0])
    let groups = groups(type.shape)
    guard groups.count < type.rank else {
      guard type.element == .bool else { throw OperatorError("\(self) of \(type) has no simpler form") }
      let numbers = try builder.add(Cast(to: .int8), x)
      return [try builder.add(Cast(to: .bool), builder.add(self, numbers))]
    }
    // Groups in the order of the output; their place in the input is that of their first axis.
    let places = groups.indices.sorted { groups[$0].lowerBound < groups[$1].lowerBound }
    let sizes = places.map { type.shape[groups[$0]].reduce(1, *) }
    let order = groups.indices.map { group in places.firstIndex(of: group) ?? 0 }
    let merged = try builder.add(Reshape(shape: sizes), x)
    let reordered = try builder.add(Transpose(permutation: order), merged)
    return [try builder.add(Reshape(shape: output.shape), reordered)]
  }

  /// Runs of input axes that stay neighbours, in the order of the output; axes of size 1 belong to none.
  private func groups(_ shape: [Int]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    let next = { (axis: Int) in shape.indices.first { $0 >= axis && shape[$0] != 1 } }
    for axis in permutation where shape[axis] != 1 {
      if let last = groups.last, next(last.upperBound) == axis {
        groups[groups.count - 1] = last.lowerBound..<axis + 1
      } else {
        groups.append(axis..<axis + 1)
      }
    }
    return groups
  }
}
