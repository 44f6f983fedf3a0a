public import EdgeIR

/// A graph inside a node, imported: its own inputs, then the values it takes from the graph around.
public struct ImportedSubgraph {
  private let session: ImportSession
  private let formals: [ValueID]

  init(_ session: ImportSession, formals: [ValueID]) {
    self.session = session
    self.formals = formals
    session.editor.removeDeadNodes()
  }

  /// The types of its outputs.
  public var outputTypes: [TensorType] {
    session.editor.graph.outputs.map { session.editor.graph[$0.value].type }
  }

  public var nodeCount: Int { session.editor.graph.order.count }

  /// Whether a node of it carries graphs itself.
  public var isNested: Bool { session.editor.graph.nodes.contains { $0.operator is any SubgraphCarrying } }

  /// An output as numbers when it is a constant.
  public func constantOutput(_ index: Int) -> Tensor? {
    session.editor.graph[session.editor.graph.outputs[index].value].constant
  }

  /// Whether an output shows an input of its own.
  public func output(_ index: Int, showsInput input: Int) -> Bool {
    session.editor.graph.outputs[index].value == formals[input]
  }

  /// Subgraphs that all take the same captured values, and these values in the graph around.
  public static func joined(_ parts: [ImportedSubgraph]) -> (subgraphs: [Subgraph], captures: [ValueID]) {
    var captures: [ValueID] = []
    for part in parts {
      for capture in part.session.captures
      where part.isRead(capture.inner) && !captures.contains(capture.outer) {
        captures.append(capture.outer)
      }
    }
    let subgraphs = parts.map { part in
      let editor = part.session.editor
      var joined = editor
      let inputs = captures.map { outer in
        part.session.captures.first { $0.outer == outer }?.inner
          ?? joined.addInput(name: joined.unique("unused"), type: part.session.outerType(outer))
      }
      joined.setInputs(part.formals + inputs)
      return Subgraph(joined.graph)
    }
    return (subgraphs, captures)
  }

  private func isRead(_ value: ValueID) -> Bool {
    !session.editor.graph.consumers(of: value).isEmpty || session.editor.graph.isOutput(value)
  }
}
