import EdgeIR

/// The coordinates of the batch become part of the indices; a type that TFLite does not gather, integers.
extension GatherND: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (x, indices) = (try builder.input(0), try builder.input(1))
    guard batchRank > 0 else { return try builder.addCarried(self, [x, indices], moved: 0..<1) }
    let type = builder.type(indices)
    let places = Array(type.shape.dropLast())
    var coordinates: [Int64] = []
    forEachIndex(places) { place in coordinates += place.prefix(batchRank).map { Int64($0) } }
    let batch = builder.integers(coordinates, places + [batchRank], type.element)
    return [try builder.add(GatherND(), x, builder.concatenate([batch, indices], axis: places.count))]
  }
}
