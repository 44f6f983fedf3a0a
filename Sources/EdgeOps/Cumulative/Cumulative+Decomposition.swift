import EdgeIR

/// Sums of narrow integers in wider ones. Products in as many steps as the logarithm of the size: each combines
/// elements with those 1, 2, 4, … before them.
extension Cumulative: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let element = builder.type(x).element
    switch element {
    case .int8, .int16, .uint8, .uint16:
      return [try builder.cast(builder.add(self, builder.cast(x, to: .int32)), to: element)]
    case .float16: return [try builder.cast(builder.add(self, builder.cast(x, to: .float32)), to: element)]
    case .uint32: return [try onSigned(x, .int32, &builder)]
    case .uint64: return [try onSigned(x, .int64, &builder)]
    case .float32, .int32, .int64: break
    case .float64, .bool: throw OperatorError("running totals of \(element.rawValue) have no simpler form")
    }
    guard kind == .product else { throw OperatorError("running sums have no simpler form") }
    return [try product(x, &builder)]
  }

  private func onSigned(
    _ x: ValueID, _ signed: ElementType, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let total = try builder.add(self, builder.bitCast(x, to: signed))
    return try builder.bitCast(total, to: builder.type(x).element)
  }

  private func product(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let size = builder.type(x).shape[axis]
    var result = isExclusive ? try shifted(x, by: 1, &builder) : x
    var distance = 1
    while distance < size {
      result = try builder.binary(.multiply, result, shifted(result, by: distance, &builder))
      distance *= 2
    }
    return result
  }

  /// The elements moved along the axis, with ones in front of them.
  private func shifted(
    _ x: ValueID, by distance: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let type = builder.type(x)
    var (starts, sizes, front) = (type.shape.map { _ in 0 }, type.shape, type.shape)
    sizes[axis] -= distance
    front[axis] = distance
    starts[axis] = isReversed ? distance : 0
    let ones = try builder.broadcast(builder.scalar(1, type.element), to: front)
    if sizes[axis] == 0 { return ones }
    let kept = try builder.add(Slice(starts: starts, steps: starts.map { _ in 1 }, sizes: sizes), x)
    return try builder.concatenate(isReversed ? [kept, ones] : [ones, kept], axis: axis)
  }
}
