import EdgeIR

/// Of bools by logic, of integers by arithmetic: c a + (1 - c) b, which does not overflow.
extension Where: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (condition, a, b) = (try builder.input(0), try builder.input(1), try builder.input(2))
    switch builder.type(a).element {
    case .bool:
      let chosen = try builder.add(Logical(.and), condition, a)
      let other = try builder.add(Logical(.and), builder.add(Not(), condition), b)
      return [try builder.add(Logical(.or), chosen, other)]
    case .int32, .int64:
      let element = builder.type(a).element
      let one = builder.constant(Cast(to: element).convert(Tensor(scalar: Int32(1))))
      let first = try builder.add(Cast(to: element), condition)
      let second = try builder.add(Binary(.subtract), one, first)
      let chosen = try builder.add(Binary(.multiply), first, a)
      let other = try builder.add(Binary(.multiply), second, b)
      return [try builder.add(Binary(.add), chosen, other)]
    case .float16, .float32, .float64, .int8, .int16, .uint8, .uint16, .uint32, .uint64:
      throw OperatorError("a choice between \(builder.type(a)) has no simpler form")
    }
  }
}
