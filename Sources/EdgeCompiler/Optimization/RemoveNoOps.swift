import EdgeONNX
import ONNXFormat

extension OptimizationPass {
  /// Removes nodes whose result is one of their inputs.
  ///
  ///     y = Identity(x); z = Relu(y)      ⟶      z = Relu(x)
  static let removeNoOps = OptimizationPass("remove-no-ops") { graph, facts in
    let shown = graph.outputNames
    var sources: [String: String] = [:]
    graph.nodes.removeAll { node in
      guard node.outputs.count == 1, let output = node.outputs.first, !shown.contains(output),
        let identity = facts.identities[output],
        let input = node.inputs.first(where: { !$0.isEmpty && facts.identities[$0] == identity })
      else { return false }
      sources[output] = sources[input] ?? input
      return true
    }
    graph.redirect(sources)
  }
}
