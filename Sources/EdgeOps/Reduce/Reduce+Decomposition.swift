import EdgeIR

/// Whether any holds is that not none does; a product is that of the products of both halves. Of types that TFLite does
/// not reduce, in others.
extension Reduce: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    if kind == .max, type.element == .bool {
      let none = try builder.add(Reduce(.min, axes: axes, keepDims: keepDims), builder.add(Not(), x))
      return [try builder.add(Not(), none)]
    }
    if type.quantization == nil, let result = try inAnotherType(x, &builder) { return [result] }
    guard kind == .prod, type.elementCount > 0 else {
      throw OperatorError("the \(kind.rawValue) of \(type) has no simpler form")
    }
    var result = x
    for axis in axes { result = try product(of: result, axis, &builder) }
    return [try builder.add(Reshape(shape: builder.type(node.outputs[0]).shape), result)]
  }

  /// The product along an axis, which then has size 1. An odd one is set aside and multiplied at the end.
  private func product(
    of value: ValueID, _ axis: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    var value = value
    var odd: ValueID?
    while true {
      let shape = builder.type(value).shape
      let half = shape[axis] / 2
      if half == 0 { break }
      if shape[axis] % 2 == 1 {
        let last = try part(of: value, axis, 2 * half..<shape[axis], &builder)
        odd = try odd.map { try builder.add(Binary(.multiply), $0, last) } ?? last
      }
      let first = try part(of: value, axis, 0..<half, &builder)
      let second = try part(of: value, axis, half..<2 * half, &builder)
      value = try builder.add(Binary(.multiply), first, second)
    }
    return try odd.map { try builder.add(Binary(.multiply), value, $0) } ?? value
  }

  private func part(
    of value: ValueID, _ axis: Int, _ range: Range<Int>, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    var starts = builder.type(value).shape.map { _ in 0 }
    var sizes = builder.type(value).shape
    starts[axis] = range.lowerBound
    sizes[axis] = range.count
    return try builder.add(Slice(starts: starts, steps: sizes.map { _ in 1 }, sizes: sizes), value)
  }

  /// Nil when x's type is one that TFLite reduces, or there is none for it.
  private func inAnotherType(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID? {
    switch builder.type(x).element {
    case .float16: return try converted(x, to: .float32, &builder)
    case .int8 where kind != .mean, .int16 where kind != .mean, .uint8 where kind != .mean,
      .uint16 where kind != .mean:
      return try converted(x, to: .int32, &builder)
    case .uint32 where kind != .mean: return try converted(x, to: .int64, &builder)
    case .uint64 where kind == .sum || kind == .prod:
      return try builder.bitCast(builder.add(self, builder.bitCast(x, to: .int64)), to: .uint64)
    case .uint64 where kind != .mean:
      let extreme = try builder.add(self, builder.orderedKeys(x))
      return try builder.bitCast(builder.binary(.add, extreme, .min), to: .uint64)
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .float32, .float64, .bool:
      return nil
    }
  }

  private func converted(
    _ x: ValueID, to wide: ElementType, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    try builder.cast(builder.add(self, builder.cast(x, to: wide)), to: builder.type(x).element)
  }
}
