import EdgeONNX
import ONNXFormat

extension OptimizationPass {
  /// Computes, and stores, equal things once.
  ///
  ///     a = Relu(x); b = Relu(x); y = Add(a, b)      ⟶      a = Relu(x); y = Add(a, a)
  static let mergeDuplicates = OptimizationPass("merge-duplicates") { graph, _ in
    mergeInitializers(&graph)
    let shown = graph.outputNames
    var first: [[UInt8]: [String]] = [:]
    var sources: [String: String] = [:]
    var kept: [ONNXNode] = []
    for node in graph.nodes {
      var renamed = ONNXGraph(nodes: [node], inputs: [], outputs: [])
      renamed.redirect(sources)
      let node = renamed.nodes[0]
      let isComparable =
        !node.isRandom && !node.hasSubgraphs && node.outputs.allSatisfy { !shown.contains($0) }
      var key = node
      (key.name, key.docString, key.outputs) = ("", "", node.outputs.map { $0.isEmpty ? "" : "_" })
      let bytes = ONNXEncoder.encode(key)
      if isComparable, let twin = first[bytes] {
        for (output, source) in zip(node.outputs, twin) where !output.isEmpty { sources[output] = source }
        continue
      }
      if isComparable { first[bytes] = node.outputs }
      kept.append(node)
    }
    graph.nodes = kept
  }

  private static func mergeInitializers(_ graph: inout ONNXGraph) {
    let interface = graph.outputNames.union(graph.inputs.map(\.name))
    var first: [[UInt8]: String] = [:]
    var sources: [String: String] = [:]
    graph.initializers.removeAll { tensor in
      guard !interface.contains(tensor.name) else { return false }
      var key = tensor
      key.name = ""
      let bytes = ONNXEncoder.encode(key)
      if let twin = first[bytes] {
        sources[tensor.name] = twin
        return true
      }
      first[bytes] = tensor.name
      return false
    }
    graph.redirect(sources)
  }
}
