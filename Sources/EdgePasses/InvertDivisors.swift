import EdgeIR
import EdgeOps

extension Pass {
  /// Divides by constants by multiplying with their reciprocals, for which there are integer kernels.
  ///
  ///     %y = Binary(%x, %c) divide      ⟶      %y = Binary(%x, 1 / %c) multiply
  static let invertDivisors = Pass("invert-divisors") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard var quotient = node.operator as? Binary, quotient.kind == .divide, let x = node.inputs[0],
        let divisor = editor.graph.constant(node, 1), divisor.element == .float32
      else { continue }
      let reciprocals = divisor.elements(as: Float.self).map { 1 / $0 }
      guard reciprocals.allSatisfy(\.isFinite) else { continue }
      let name = node.inputs[1].map { "\(editor.graph[$0].name)_reciprocal" } ?? "reciprocal"
      let factor = editor.addConstant(Tensor(divisor.shape, reciprocals), name: name)
      quotient.kind = .multiply
      try editor.replace(id, with: quotient, inputs: [x, factor])
    }
    editor.removeDeadNodes()
  }
}
