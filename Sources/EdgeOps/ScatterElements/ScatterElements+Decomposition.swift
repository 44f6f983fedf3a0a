import EdgeIR

/// A scatter among the rows of one element that the flattened tensor has.
extension ScatterElements: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (data, indices) = (try builder.input(0), try builder.input(1))
    let (type, count) = (builder.type(data), builder.type(indices).elementCount)
    let positions = try GatherElements(axis: axis).flatPositions(type, indices, &builder)
    let rows = ScatteredRows(
      data: try builder.reshape(data, to: [type.elementCount, 1]),
      updates: try builder.reshape(builder.input(2), to: [count, 1]),
      positions: try builder.reshape(positions, to: [count]))
    return [try builder.reshape(rows.scatter(reduction, &builder), to: type.shape)]
  }
}
