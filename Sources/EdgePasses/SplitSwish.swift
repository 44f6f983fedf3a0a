import EdgeIR
import EdgeOps

extension Pass {
  /// Writes swish as the product that it is: runtimes have integer kernels for both factors, none for the whole.
  ///
  ///     %y = Unary(%x) swish      ⟶      %s = Unary(%x) sigmoid
  ///                                       %y = Binary(%x, %s) multiply
  static let splitSwish = Pass("split-swish") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard node.operator as? Unary == Unary(.swish(alpha: 1)), let x = node.inputs[0],
        editor.graph[x].type.element == .float32
      else { continue }
      let name = "\(editor.graph[node.outputs[0]].name)_gate"
      let gate = try editor.add(Unary(.sigmoid), [x], before: id, names: [name], origins: node.origins)[0]
      try editor.replace(id, with: Binary(.multiply), inputs: [x, gate])
    }
  }
}
