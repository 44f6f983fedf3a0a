import EdgeIR

/// A `Gather` from the flattened tensor.
extension GatherElements: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (x, indices) = (try builder.input(0), try builder.input(1))
    let type = builder.type(x)
    if type.rank == 1 { return [try builder.add(Gather(axis: 0), x, indices)] }
    let flat = try builder.reshape(x, to: [type.elementCount])
    return [try builder.add(Gather(axis: 0), flat, flatPositions(type, indices, &builder))]
  }

  /// For each index the position, from the start of the flattened tensor, of the element that it names; constant where
  /// the indices are.
  func flatPositions(
    _ x: TensorType, _ indices: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let type = builder.type(indices)
    if let known = builder.constantTensor(indices) {
      return builder.integers(try positions(x, known).map { Int64($0) }, type.shape, type.element)
    }
    let strides = rowMajorStrides(x.shape)
    guard x.elementCount > 0 else { throw OperatorError("C3: indices name nothing in an empty tensor") }
    let isLong = x.elementCount > Int(Int32.max)
    let numbers = isLong ? try builder.cast(indices, to: .int64) : indices
    let fromStart = try builder.binary(.modulo(fmod: false), numbers, Int64(x.shape[axis]))
    let along =
      strides[axis] == 1 ? fromStart : try builder.binary(.multiply, fromStart, Int64(strides[axis]))
    var others = type.shape
    others[axis] = 1
    var base: [Int64] = []
    forEachIndex(others) { place in base.append(Int64(zip(place, strides).map(*).reduce(0, +))) }
    guard base.contains(where: { $0 != 0 }) else { return along }
    return try builder.binary(
      .add, along, builder.integers(base, others, builder.type(numbers).element))
  }
}
