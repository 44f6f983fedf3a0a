import EdgeIR

/// Of integers: with all bits turned, x is -1 - x.
extension Not: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let element = builder.type(x).element
    guard element.isInteger else { throw OperatorError("the complement of bools has no simpler form") }
    return [try builder.binary(.subtract, builder.scalar(-1, element), x)]
  }
}
