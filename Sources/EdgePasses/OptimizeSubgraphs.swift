import EdgeIR

extension Pass {
  /// Brings the graphs that operators carry, and the graphs inside those, into canonical form.
  ///
  /// They keep the layout of their inputs and outputs, which the operator's own definition sees.
  static let optimizeSubgraphs = Pass("optimize-subgraphs") { editor in
    for node in editor.graph.nodes {
      guard let op = node.operator as? any SubgraphCarrying else { continue }
      let subgraphs = try op.subgraphs.map { subgraph in
        Subgraph(try PassManager(Pipeline.canonical(ioLayout: .onnx)).run(subgraph.graph))
      }
      try editor.replace(node.id, with: op.replacing(subgraphs), inputs: node.inputs)
    }
  }
}
