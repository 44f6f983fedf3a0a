extension Graph {
  /// The multiply-accumulate operations of a node: of several graphs inside it those of the most expensive one, as
  /// often as it runs; once where that is not known.
  public func multiplyAccumulates(of node: Node) -> Int {
    if let op = node.operator as? any MultiplyAccumulating {
      return op.multiplyAccumulates(inputs: inputTypes(of: node), outputs: node.outputs.map { self[$0].type })
    }
    guard let op = node.operator as? any SubgraphCarrying else { return 0 }
    return op.subgraphs.enumerated().map { index, subgraph in
      let once = subgraph.graph.nodes.reduce(0) { sum, inner in
        let (total, overflow) = sum.addingReportingOverflow(subgraph.graph.multiplyAccumulates(of: inner))
        return overflow ? .max : total
      }
      return saturatingProduct(once, op.runs(of: index) ?? 1)
    }.max() ?? 0
  }
}
