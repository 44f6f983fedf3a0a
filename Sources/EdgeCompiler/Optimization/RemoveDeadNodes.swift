import EdgeONNX
import ONNXFormat

extension OptimizationPass {
  /// Removes nodes and initializers that no output needs.
  static let removeDeadNodes = OptimizationPass("remove-dead-nodes") { graph, _ in
    var needed = graph.outputNames
    var kept: [ONNXNode] = []
    for node in graph.nodes.reversed() where node.outputs.contains(where: needed.contains) {
      needed.formUnion(node.readNames)
      kept.append(node)
    }
    graph.nodes = kept.reversed()
    let interface = Set(graph.inputs.map(\.name))
    graph.initializers.removeAll { !needed.contains($0.name) && !interface.contains($0.name) }
    graph.sparseInitializers.removeAll { !needed.contains($0.values.name) }
    let defined = Set(graph.nodes.flatMap(\.outputs))
    graph.valueInfo.removeAll { !defined.contains($0.name) }
  }
}
