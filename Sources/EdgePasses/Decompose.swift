public import EdgeIR

/// Whether a back end has a form for a node as it stands in a graph.
public typealias Legality = @Sendable (Node, Graph) -> Bool

extension Pass {
  /// Puts simpler operators in the place of those that the back end has no form for, until it has one or there is
  /// nothing simpler. Graphs that operators carry are treated alike.
  ///
  ///     %y = LayerNormalization(%x) axis=1      ⟶      %m = Reduce(%x) mean … %y = Binary(%d, %r) multiply
  static func decompose(unless isLegal: @escaping Legality) -> Pass {
    Pass("decompose") { editor in
      try decompose(&editor, isLegal)
      editor.removeDeadNodes()
    }
  }

  private static func decompose(_ editor: inout GraphEditor, _ isLegal: Legality) throws {
    var candidates = editor.graph.order
    // What each node came out of: one that comes out of its like would go on for ever.
    var ancestors: [NodeID: Set<String>] = [:]
    for _ in 0..<depthLimit where !candidates.isEmpty {
      var added: [NodeID] = []
      for id in candidates {
        if let op = editor.graph[id].operator as? any SubgraphCarrying {
          try editor.replace(id, with: decomposed(op, isLegal), inputs: editor.graph[id].inputs)
        }
        let node = editor.graph[id]
        guard let op = node.operator as? any Decomposing, !isLegal(node, editor.graph) else { continue }
        let form = form(of: node, editor.graph)
        guard ancestors[id]?.contains(form) != true else { continue }
        let parts = replace(node, op, in: &editor)
        for part in parts { ancestors[part] = (ancestors[id] ?? []).union([form]) }
        added += parts
      }
      candidates = added
    }
  }

  /// The operator with its attributes and what it is applied to.
  private static func form(of node: Node, _ graph: Graph) -> String {
    "\(node.operator) \(node.inputs.map { $0.map { "\(graph[$0].type)" } ?? "absent" })"
  }

  /// The nodes that took the place of `node`; none where the operator has no simpler form.
  private static func replace(_ node: Node, _ op: any Decomposing, in editor: inout GraphEditor) -> [NodeID] {
    var builder = DecompositionBuilder(editor, replacing: node)
    guard let outputs = try? op.decompose(node, into: &builder),
      outputs.map(builder.type) == node.outputs.map({ editor.graph[$0].type })
    else { return [] }
    let old = Set(editor.graph.order)
    editor = builder.editor
    for (output, replacement) in zip(node.outputs, outputs) {
      editor.replaceAllUses(of: output, with: replacement)
    }
    return editor.graph.order.filter { !old.contains($0) }
  }

  private static func decomposed(
    _ op: some SubgraphCarrying, _ isLegal: Legality
  ) throws -> some SubgraphCarrying {
    op.replacing(
      try op.subgraphs.map { subgraph in
        var editor = GraphEditor(subgraph.graph)
        try decompose(&editor, isLegal)
        editor.removeDeadNodes()
        return Subgraph(editor.graph)
      })
  }

  /// Operators decompose into simpler ones; more rounds than this would be a circle.
  private static let depthLimit = 8
}
