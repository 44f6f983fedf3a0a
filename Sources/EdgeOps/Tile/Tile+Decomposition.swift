import EdgeIR

/// Axis by axis, the block that is repeated becomes an axis of its own along which it is broadcast.
extension Tile: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    var result = try builder.input(0)
    var shape = builder.type(result).shape
    for axis in shape.indices where repeats[axis] != 1 {
      let outer = shape[..<axis].reduce(1, *)
      let block = shape[axis...].reduce(1, *)
      result = try builder.add(Reshape(shape: [outer, 1, block]), result)
      result = try builder.add(BroadcastTo(shape: [outer, repeats[axis], block]), result)
      shape[axis] *= repeats[axis]
    }
    return [try builder.add(Reshape(shape: shape), result)]
  }
}
