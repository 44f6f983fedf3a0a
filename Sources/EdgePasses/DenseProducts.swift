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
        let matrix = editor.graph.constant(node, 1), matrix.shape.count == 2, matrix.element == .float32,
        editor.graph[x].type.rank >= 2
      else { continue }
      let name = node.inputs[1].map { editor.graph[$0].name } ?? "weights"
      let weights =
        product.transposesB ? matrix : try Transpose(permutation: [1, 0]).evaluate([matrix])[0]
      try editor.replace(
        id, with: FullyConnected(), inputs: [x, editor.addConstant(weights, name: name)])
    }
    editor.removeDeadNodes()
  }

  /// Gives paddings with zeros the zero as a number, which then is quantized like what it pads.
  static let explicitPads = Pass("explicit-pads") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard let pad = node.operator as? Pad, pad.mode == .constant, let x = node.inputs[0],
        node.inputs.count < 2 || node.inputs[1] == nil, editor.graph[x].type.element == .float32
      else { continue }
      let zero = editor.addConstant(Tensor(scalar: Float(0)), name: "\(editor.graph[x].name)_zero")
      try editor.replace(id, with: pad, inputs: [x, zero])
    }
  }
}
