import EdgeIR

/// A comparison of numbers in the same order, of a type that TFLite compares.
extension Compare: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let operands = [try builder.input(0), try builder.input(1)]
    let element = builder.type(operands[0]).element
    guard [.float16, .float64, .uint64].contains(element) else {
      throw OperatorError("no simpler form compares \(operands.map { "\(builder.type($0))" })")
    }
    let keys = try operands.map { try builder.orderedKeys($0) }
    let answer = try builder.add(self, keys[0], keys[1])
    guard element == .float64 else { return [answer] }
    let both = try builder.add(
      Logical(.and), builder.areNumbers(keys[0]), builder.areNumbers(keys[1]))
    return [try builder.add(Logical(.and), answer, both)]
  }
}
