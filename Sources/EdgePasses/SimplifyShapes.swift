import EdgeIR
import EdgeOps

extension Pass {
  /// Makes chains of reshapes and transposes one node or none, and drops whatever moves no data.
  ///
  /// - a reshape to the shape a value already has, a transpose that keeps the order, a slice of everything, a
  ///   concatenation of one: nothing
  /// - a reshape of a reshape: one reshape; a transpose of a transpose: one transpose
  /// - a transpose that moves only axes of size 1: a reshape
  /// - a reduction that keeps its axes, before a reshape that drops them: a reduction that drops them
  static let simplifyShapes = Pass("simplify-shapes") { editor in
    for id in editor.graph.order {
      try asReshape(id, &editor)
      try mergeWithProducer(id, &editor)
      let node = editor.graph[id]
      if let input = node.inputs.first ?? nil, isIdentity(node, editor.graph) {
        editor.replaceAllUses(of: node.outputs[0], with: input)
      }
    }
    editor.removeDeadNodes()
  }

  private static func asReshape(_ id: NodeID, _ editor: inout GraphEditor) throws {
    let node = editor.graph[id]
    guard let transpose = node.operator as? Transpose, let input = node.inputs[0] else { return }
    let shape = editor.graph[input].type.shape
    let moved = transpose.permutation.filter { shape[$0] != 1 }
    guard moved == moved.sorted() else { return }
    try editor.replace(id, with: Reshape(shape: transpose.permutation.map { shape[$0] }), inputs: [input])
  }

  private static func mergeWithProducer(_ id: NodeID, _ editor: inout GraphEditor) throws {
    let node = editor.graph[id]
    guard let input = node.inputs.first ?? nil, let producer = editor.graph.producer(of: input) else {
      return
    }
    if node.operator is Reshape, producer.operator is Reshape {
      try editor.replace(id, with: node.operator, inputs: producer.inputs)
    } else if let outer = node.operator as? Transpose, let inner = producer.operator as? Transpose {
      let merged = Transpose(permutation: outer.permutation.map { inner.permutation[$0] })
      try editor.replace(id, with: merged, inputs: producer.inputs)
      try asReshape(id, &editor)
    } else if let reduce = producer.operator as? Reduce, reduce.keepDims, node.operator is Reshape {
      let dropped = Reduce(reduce.kind, axes: reduce.axes, keepDims: false)
      let shape = try dropped.resultTypes(editor.graph.inputTypes(of: producer))[0].shape
      guard shape == editor.graph[node.outputs[0]].type.shape else { return }
      try editor.replace(id, with: dropped, inputs: producer.inputs, absorbing: [producer.id])
    }
  }

  private static func isIdentity(_ node: Node, _ graph: Graph) -> Bool {
    guard let input = node.inputs.first ?? nil else { return false }
    let keepsType = graph[input].type == graph[node.outputs[0]].type
    switch node.operator {
    case is Reshape, is BroadcastTo, is Cast, is Pad: return keepsType
    case is Concat: return node.inputs.count == 1
    case let slice as Slice: return keepsType && slice.steps.allSatisfy { $0 == 1 }
    case let transpose as Transpose: return transpose.permutation == Array(transpose.permutation.indices)
    default: return false
    }
  }
}
