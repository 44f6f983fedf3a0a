import EdgeIR
import EdgeOps

extension Pass {
  /// Finds layer normalisations that exporters wrote out, with the mean or without, and gives them the scale and bias
  /// that follow.
  ///
  ///     %m = Reduce(%x) mean axes=[2]
  ///     %d = Binary(%x, %m) subtract
  ///     %q = Binary(%d, %d) multiply
  ///     %v = Reduce(%q) mean axes=[2]             ⟶      %y = LayerNormalization(%x, %scale, %bias) axis=2
  ///     %e = Binary(%v, 1e-05) add
  ///     %s = Unary(%e) sqrt
  ///     %n = Binary(%d, %s) divide
  ///     %t = Binary(%n, %scale) multiply
  ///     %y = Binary(%t, %bias) add
  ///
  /// The rounding differs from that of the single steps.
  static let recoverNormalizations = Pass("recover-normalizations") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      let node = editor.graph[id]
      guard let binary = node.operator as? Binary else { continue }
      if let (op, x) = normalization(node.outputs[0], editor.graph) {
        try editor.replace(id, with: op, inputs: [x])
      } else if binary.activation == nil, binary.kind == .multiply {
        try absorb(id, position: 1, &editor)
      } else if binary.activation == nil, binary.kind == .add {
        try absorb(id, position: 2, &editor)
      }
      editor.removeDeadNodes()
    }
  }

  private static func normalization(
    _ value: ValueID, _ graph: Graph
  ) -> (op: LayerNormalization, x: ValueID)? {
    guard let (centred, deviation) = quotient(value, graph),
      let (variance, epsilon) = graph.operand(deviation, of: .sqrt).flatMap(graph.sumWithNumber),
      let (squares, axes) = graph.operand(variance, of: .mean), graph.isSquare(squares, of: centred),
      let first = axes.first, epsilon >= 0, axes == Array(first..<graph[centred].type.rank)
    else { return nil }
    if let (x, mean) = graph.operands(centred, of: .subtract),
      let (source, own) = graph.operand(mean, of: .mean), source == x, own == axes
    {
      return (LayerNormalization(.standard, axis: first, epsilon: epsilon), x)
    }
    return (LayerNormalization(.rootMeanSquare, axis: first, epsilon: epsilon), centred)
  }

  /// Dividend and divisor, also where the product with the divisor's reciprocal is meant.
  private static func quotient(_ value: ValueID, _ graph: Graph) -> (ValueID, ValueID)? {
    if let operands = graph.operands(value, of: .divide) { return operands }
    guard let (a, b) = graph.operands(value, of: .multiply) else { return nil }
    return graph.operand(b, of: .reciprocal).map { (a, $0) }
      ?? graph.operand(a, of: .reciprocal).map { (b, $0) }
  }

  /// Makes the other operand the scale (position 1) or bias (2) of the normalisation that one operand is.
  private static func absorb(_ id: NodeID, position: Int, _ editor: inout GraphEditor) throws {
    let node = editor.graph[id]
    for (value, parameter) in [(node.inputs[0], node.inputs[1]), (node.inputs[1], node.inputs[0])] {
      guard let value, var parameter, let producer = editor.graph.producer(of: value),
        let op = producer.operator as? LayerNormalization, producer.inputs.count <= position,
        editor.graph.soleConsumer(of: value)?.id == id
      else { continue }
      let type = editor.graph[value].type
      let block = Array(type.shape[op.axis...])
      let own = editor.graph[parameter].type
      guard own.element == type.element, own.rank <= type.rank,
        Array(repeating: 1, count: type.rank - own.rank) + own.shape
          == Array(repeating: 1, count: op.axis) + block
      else { continue }
      if own.shape != block {
        parameter = try editor.add(Reshape(shape: block), [parameter], before: id, origins: node.origins)[0]
      }
      let padding = Array(repeating: ValueID?.none, count: position - producer.inputs.count)
      try editor.replace(
        id, with: op, inputs: producer.inputs + padding + [parameter], absorbing: [producer.id])
      return
    }
  }
}
