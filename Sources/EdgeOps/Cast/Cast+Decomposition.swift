import EdgeIR

/// Of uint64, which TFLite does not cast: integers by way of int64, which wraps around alike.
extension Cast: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let source = builder.type(x).element
    if source == .uint64, !element.isFloat {
      return [try builder.cast(builder.bitCast(x, to: .int64), to: element)]
    }
    if element == .uint64, !source.isFloat {
      return [try builder.bitCast(builder.cast(x, to: .int64), to: .uint64)]
    }
    throw OperatorError("a cast of \(source.rawValue) to \(element.rawValue) has no simpler form")
  }
}
