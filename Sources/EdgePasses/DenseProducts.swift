import EdgeIR
import EdgeOps

extension Pass {
  /// Products with a constant matrix become fully connected layers, whose weights have a scale for each output when they are
  /// quantized, and a bias.
  ///
  ///     %y = MatMul(%x, %w)          ⟶          %y = FullyConnected(%x, %w transposed)
  static let denseProducts = Pass("dense-products") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard let product = node.operator as? MatMul, !product.transposesA, let x = node.inputs[0],
        let matrix = node.inputs[1], editor.graph[matrix].type.rank == 2,
        editor.graph[matrix].type.element == .float32, editor.graph[x].type.rank >= 2,
        isKnown(matrix, editor.graph)
      else { continue }
      let name = "\(editor.graph[matrix].name)_transposed"
      let weights =
        try product.transposesB
        ? matrix : editor.add(Transpose(permutation: [1, 0]), [matrix], before: id, names: [name])[0]
      try editor.replace(id, with: FullyConnected(), inputs: [x, weights])
    }
  }

  /// Whether a matrix is a constant, or the numbers that constant integers stand for.
  private static func isKnown(_ matrix: ValueID, _ graph: Graph) -> Bool {
    if graph[matrix].constant != nil { return true }
    guard let producer = graph.producer(of: matrix), producer.operator is any NumberDecoding else {
      return false
    }
    return graph.constant(producer, 0) != nil
  }
}
