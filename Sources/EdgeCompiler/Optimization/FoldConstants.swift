import EdgeIR
import EdgeONNX
import ONNXFormat

extension OptimizationPass {
  /// Stores what does not depend on the inputs, where the nodes that compute it take no less room.
  ///
  ///     s = Shape(x); y = Reshape(x, s)      ⟶      y = Reshape(x, s) with the initializer s
  static let foldConstants = OptimizationPass("fold-constants") { graph, facts in
    let shown = graph.outputNames
    let folded = graph.nodes.filter { node in
      node.outputs.allSatisfy { $0.isEmpty || facts.constants[$0] != nil && !shown.contains($0) }
    }
    for node in folded {
      for name in node.outputs {
        if let tensor = facts.constants[name] { graph.initializers.append(tensor.onnx(name: name)) }
      }
    }
    let gone = Set(folded.flatMap(\.outputs))
    graph.nodes.removeAll { node in node.outputs.contains { !$0.isEmpty && gone.contains($0) } }
  }
}
