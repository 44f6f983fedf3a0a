import EdgeIR

extension ImportSession {
  /// More elements than this are no shape.
  private static let dimensionLimit = 64

  /// A value as numbers that are known or extents; nil when it is something else, or nothing depends on data.
  func dimensions(_ value: ValueID) throws -> DimensionTensor? {
    if table.meanings.isEmpty { return nil }
    var known: [ValueID: DimensionTensor] = [:]
    var needed: Set<NodeID> = []
    var pending = [value]
    while let next = pending.popLast() {
      if known[next] != nil { continue }
      if let leaf = leaf(next) {
        known[next] = leaf
      } else if let producer = editor.graph.producer(of: next), producer.operator is any DimensionTracing {
        if needed.insert(producer.id).inserted { pending += producer.inputs.compactMap { $0 } }
      } else if next == value {
        return nil
      }
    }
    for id in editor.graph.order where needed.contains(id) {
      let node = editor.graph[id]
      guard let op = node.operator as? any DimensionTracing, let output = node.outputs.first else { continue }
      known[output] = try op.trace(node.inputs.map { $0.flatMap { known[$0] } })
    }
    return known[value]
  }

  private func leaf(_ value: ValueID) -> DimensionTensor? {
    if let extent = table.meanings[value] { return DimensionTensor([], [.extent(extent)]) }
    guard let tensor = editor.graph[value].constant, extents(of: value).isEmpty,
      tensor.elementCount <= Self.dimensionLimit, let numbers = tensor.integers()
    else { return nil }
    return DimensionTensor(tensor.shape, numbers.map { .known($0) })
  }
}
