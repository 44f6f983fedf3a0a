/// A graph that an operator carries as an attribute: the branch of a condition, the body of a loop.
///
/// It sees nothing of the graph around it. What it needs of that comes in through its inputs, which the operator
/// fills from inputs of its node. Subgraphs compare by what they compute from what, whatever their values are
/// called.
public struct Subgraph: Hashable, Sendable {
  public let graph: Graph

  public init(_ graph: Graph) { self.graph = graph }

  public var inputTypes: [TensorType] { graph.inputs.map { graph[$0].type } }
  public var outputTypes: [TensorType] { graph.outputs.map { graph[$0.value].type } }

  public static func == (a: Subgraph, b: Subgraph) -> Bool {
    guard a.inputTypes == b.inputTypes, a.outputTypes == b.outputTypes,
      a.graph.order.count == b.graph.order.count, a.graph.outputs.count == b.graph.outputs.count
    else { return false }
    // For each value of `a` that has been reached the one of `b` that plays its part.
    var partners = Dictionary(uniqueKeysWithValues: zip(a.graph.inputs, b.graph.inputs))
    func correspond(_ x: ValueID?, _ y: ValueID?) -> Bool {
      guard let x, let y else { return x == nil && y == nil }
      if let p = a.graph[x].constant, let q = b.graph[y].constant { return p.isIdentical(to: q) }
      return partners[x] == y
    }
    for (m, n) in zip(a.graph.nodes, b.graph.nodes) {
      guard AnyHashable(m.operator) == AnyHashable(n.operator), m.inputs.count == n.inputs.count,
        m.outputs.count == n.outputs.count, zip(m.inputs, n.inputs).allSatisfy(correspond)
      else { return false }
      for (x, y) in zip(m.outputs, n.outputs) { partners[x] = y }
    }
    return zip(a.graph.outputs, b.graph.outputs).allSatisfy { correspond($0.value, $1.value) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(inputTypes)
    for node in graph.nodes { hasher.combine(AnyHashable(node.operator)) }
  }
}

/// The aspect of an operator that has subgraphs: passes and reports reach them through it.
public protocol SubgraphCarrying: Operator {
  var subgraphs: [Subgraph] { get }

  /// The same operator with others in their place, as many, with the same types of inputs and outputs.
  func replacing(_ subgraphs: [Subgraph]) -> Self

  /// How often one evaluation of the operator runs a subgraph; an upper bound, nil when there is none.
  func runs(of subgraph: Int) -> Int?
}
