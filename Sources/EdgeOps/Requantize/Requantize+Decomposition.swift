import EdgeIR

extension Requantize: Decomposing {
  /// Products beyond 2^24, which float32 does not hold with a zero point added, are beyond the result's range.
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (x, multiplier) = (try builder.input(0), try builder.input(1))
    guard let shape = layout.broadcastShape(builder.type(x)),
      let range = element.integerType.map({ limits($0) })
    else {
      throw OperatorError("multipliers of blocks have no simpler form")
    }
    let floats = try builder.add(Cast(to: .float32), x)
    let product = try builder.add(
      Binary(.multiply), floats, builder.reshaped(multiplier, to: shape))
    var number = try builder.add(Unary(.round), product)
    if !(builder.constantTensor(multiplier)?.doubles().allSatisfy(\.isFinite) ?? false) {
      let isNaN = try builder.add(Unary(.isNaN), number)
      number = try builder.add(Where(), isNaN, builder.number(0, like: number), number)
    }
    if let zero = builder.optionalInput(2) {
      let shift = try builder.add(Cast(to: .float32), builder.reshaped(zero, to: []))
      number = try builder.add(Binary(.add), number, shift)
    }
    return [
      try builder.add(
        Cast(to: element), builder.add(Clip(lower: range.lower, upper: range.upper), number))
    ]
  }

  private func limits<Element: IntegerElement>(_: Element.Type) -> (lower: Double, upper: Double) {
    (Double(Element.min), Double(Element.max))
  }
}
