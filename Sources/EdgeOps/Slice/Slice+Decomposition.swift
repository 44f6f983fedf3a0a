import EdgeIR

/// Of more axes than a target slices: one axis after the other, each between what is before and what is behind it.
extension Slice: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    var result = try builder.input(0)
    var shape = builder.type(result).shape
    guard shape.count > 3, !sizes.contains(0) else {
      throw OperatorError("slices of \(builder.type(result)) have no simpler form")
    }
    for axis in shape.indices where sizes[axis] != shape[axis] || steps[axis] != 1 {
      let outer = shape[..<axis].reduce(1, *)
      let inner = shape[(axis + 1)...].reduce(1, *)
      result = try builder.add(Reshape(shape: [outer, shape[axis], inner]), result)
      result = try builder.add(
        Slice(
          starts: [0, starts[axis], 0], steps: [1, steps[axis], 1], sizes: [outer, sizes[axis], inner]),
        result)
      shape[axis] = sizes[axis]
    }
    return [try builder.add(Reshape(shape: shape), result)]
  }
}
