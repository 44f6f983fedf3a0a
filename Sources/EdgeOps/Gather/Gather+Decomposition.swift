import EdgeIR

/// Of a type that TFLite does not gather, as integers.
extension Gather: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    try builder.addCarried(self, [builder.input(0), builder.input(1)], moved: 0..<1)
  }
}
