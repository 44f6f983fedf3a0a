import EdgeIR

/// Of a type that TFLite does not join, as integers.
extension Concat: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let parts = try node.inputs.indices.map { try builder.input($0) }
    return try builder.addCarried(self, parts, moved: 0..<parts.count)
  }
}
