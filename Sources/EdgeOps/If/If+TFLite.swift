import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// IF, with a subgraph for each branch.
extension If: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard let first = node.outputs.first else { throw TFLiteRefusal("a condition decides nothing") }
    let name = builder.graph[first].name
    let branches = try zip(subgraphs, ["then", "else"]).map { branch, role in
      try builder.addSubgraph(branch.graph, name: "\(name)_\(role)") { inner in
        let inputs = inner.graph.inputs.map { inner.tensor($0) }
        try inner.emitNodes()
        return (inputs, inner.ownOutputs())
      }
    }
    builder.emit(
      .if, options: .if(IfOptions(thenSubgraphIndex: branches[0], elseSubgraphIndex: branches[1])),
      node.inputs.map { builder.tensor($0) }, to: node.outputs.map { builder.tensor($0) })
  }
}
