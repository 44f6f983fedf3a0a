import EdgeIR

/// The elements are scattered over zeros, both in one row.
extension MaxUnpool: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let count = shape.reduce(1, saturatingProduct)
    guard type.elementCount > 0, count > 0 else { throw OperatorError("there is nothing to put back") }
    let zeros = builder.zeros(TensorType(type.element, [count]))
    let values = try builder.reshaped(x, to: [type.elementCount])
    let places = try builder.reshaped(builder.input(1), to: [type.elementCount, 1])
    return [try builder.reshaped(builder.add(ScatterND(), zeros, places, values), to: shape)]
  }
}
