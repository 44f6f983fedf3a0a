import EdgeIR
import EdgeOps

extension Pass {
  /// Makes the sum of a fully connected layer and a bias that the model stores as integers one operator. As a constant of
  /// numbers it would be folded like any other.
  ///
  ///     %p = FullyConnected(%x, %w)
  ///     %y = Binary(%p, %b) kind=add            ⟶     %y = FullyConnected(%x, %w, %b)
  static let fuseDeclaredBiases = Pass("fuse-declared-biases") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      let node = editor.graph[id]
      guard let sum = node.operator as? Binary, sum.kind == .add,
        let slot = [0, 1].first(where: { node.inputs[$0].map { isStored($0, editor.graph) } ?? false }),
        let product = node.inputs[1 - slot], let bias = node.inputs[slot],
        let producer = editor.graph.producer(of: product),
        editor.graph.soleConsumer(of: product)?.id == id,
        var layer = producer.operator as? FullyConnected, layer.activation == nil,
        producer.inputs.count < 3 || producer.inputs[2] == nil,
        editor.graph[node.outputs[0]].type == editor.graph[product].type,
        let outputs = editor.graph[product].type.shape.last,
        editor.graph[bias].type.shape.last == outputs, editor.graph[bias].type.elementCount == outputs
      else { continue }
      layer.activation = sum.activation
      let name = "\(editor.graph[bias].name)_vector"
      let vector =
        try editor.graph[bias].type.rank == 1
        ? bias : editor.add(Reshape(shape: [outputs]), [bias], before: id, names: [name])[0]
      let inputs = [producer.inputs[0], producer.inputs[1], vector]
      try editor.replace(id, with: layer, inputs: inputs, absorbing: [producer.id])
      editor.removeDeadNodes()
    }
  }

  /// Whether a value is numbers that constant integers stand for.
  private static func isStored(_ value: ValueID, _ graph: Graph) -> Bool {
    guard let producer = graph.producer(of: value) else { return false }
    if producer.operator is any NumberDecoding { return graph.constant(producer, 0) != nil }
    return producer.operator is Reshape && producer.inputs[0].map { isStored($0, graph) } ?? false
  }
}
