public import EdgeIR
public import ONNXFormat

/// Graphs inside a node. An importer adds their nodes to the graph around (`inline`) or makes graphs of their own
/// that an operator carries (`subgraph`).
extension ImportContext {
  /// A required attribute that is a graph.
  public func graph(_ name: String) throws -> ONNXGraph {
    guard let value = attribute(name) else { throw invalid(name, "is required") }
    guard case .graph(let graph) = value else { throw wrongType(name, "a graph") }
    return graph
  }

  /// Adds the nodes of a graph inside this node.
  ///
  /// - Parameter arguments: what the graph's inputs stand for, in order.
  /// - Returns: the values of its outputs.
  public func inline(_ graph: ONNXGraph, _ arguments: [ValueID]) throws -> [ValueID] {
    try importer.inline(graph, in: node, index, arguments)
  }

  /// Makes a graph of its own.
  ///
  /// - Parameters:
  ///   - name: for people.
  ///   - inputs: the graph's own inputs; values of the graphs around that it captures follow them.
  ///   - build: adds nodes through a context within the new graph, given its inputs; returns its outputs. Values
  ///     of the graph around must be taken in with `captured` first.
  public func subgraph(
    _ name: String, inputs: [(name: String, type: TensorType)] = [],
    _ build: (ImportContext, [ValueID]) throws -> [ValueID]
  ) throws -> ImportedSubgraph {
    try importer.subgraph(name, inputs: inputs) { inner, formals in
      try build(
        ImportContext(node: node, index: index, inputs: [], importer: inner, origin: origin), formals)
    }
  }

  /// In a subgraph: the value that stands for one of the graph around.
  public func captured(_ value: ValueID) -> ValueID { session.capture(value) }
}
