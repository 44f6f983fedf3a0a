import EdgeIR
import EdgeOps

extension Pass {
  /// Divides by square roots by multiplying with their reciprocals: for these there are integer kernels, for quotients
  /// there are none.
  ///
  ///     %r = Unary(%v) sqrt                 %r = Unary(%v) reciprocalSqrt
  ///     %y = Binary(%x, %r) divide    ⟶    %y = Binary(%x, %r) multiply
  static let invertRoots = Pass("invert-roots") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard var quotient = node.operator as? Binary, quotient.kind == .divide, let x = node.inputs[0],
        let divisor = node.inputs[1], let root = editor.graph.producer(of: divisor),
        root.operator as? Unary == Unary(.sqrt), editor.graph[divisor].type.element == .float32
      else { continue }
      let name = "\(editor.graph[divisor].name)_reciprocal"
      let inverse = try editor.add(
        Unary(.reciprocalSqrt), root.inputs, before: id, names: [name], origins: root.origins)[0]
      quotient.kind = .multiply
      try editor.replace(id, with: quotient, inputs: [x, inverse])
    }
    editor.removeDeadNodes()
  }
}
