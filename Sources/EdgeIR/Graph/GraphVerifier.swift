public import EdgeSupport

/// Checks the rules every graph keeps. A violation is a bug in edgec: it names the rule and, through the
/// caller, the pass that broke it.
///
/// - G1 every node reads values that exist and are defined before it
/// - G2 every value has a non-empty name that no other value has
/// - G3 the types of a node's outputs are what its operator infers from its inputs
/// - G4 a constant's tensor has the value's type
/// - G5 inputs, outputs, producers and consumers agree with each other
/// - G6 (canonical) every node contributes to an output
/// - G7 (canonical) no two nodes compute the same thing from the same values
/// - G8 extents name axes of the model's outputs and, after these, i64 scalars that count
/// - G9 scales and zero points fit the integers that they belong to
///
/// Graphs that operators carry keep the same rules.
public enum GraphVerifier {
  public static func verify(_ graph: Graph, stage: Stage) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    func report(_ rule: String, _ message: String, _ location: Diagnostic.Location = .init()) {
      problems.append(.error(.internalInvariant, "\(rule): \(message)", at: location))
    }
    checkNames(graph, report)
    checkNodes(graph, report)
    checkInterface(graph, report)
    checkExtents(graph, report)
    if stage >= .canonical { checkCanonical(graph, report) }
    return problems + checkSubgraphs(graph, stage)
  }

  private typealias Report = (String, String, Diagnostic.Location) -> Void

  private static func checkNames(_ graph: Graph, _ report: Report) {
    var seen: Set<String> = []
    for (_, value) in graph.values {
      if value.name.isEmpty { report("G2", "a value has no name", .init()) }
      if !seen.insert(value.name).inserted {
        report("G2", "two values have one name", .init(value: value.name))
      }
      if let constant = value.constant, constant.type != value.type {
        report("G4", "constant \(constant.type) in a value of type \(value.type)", .init(value: value.name))
      }
      if let problem = value.type.quantization?.problem(in: value.type) {
        report("G9", problem, .init(value: value.name))
      }
    }
  }

  private static func checkNodes(_ graph: Graph, _ report: Report) {
    var defined = Set(graph.values.filter { $0.value.producer == nil }.map(\.id))
    for node in graph.nodes {
      let location = Diagnostic.Location(
        node: node.origins.first?.name ?? "\(node.id)", operatorType: node.operator.name)
      for case let input? in node.inputs where !graph.contains(input) || !defined.contains(input) {
        report("G1", "reads a value before it is defined", location)
      }
      for (position, output) in node.outputs.enumerated() {
        guard graph.contains(output), case .node(let producer, let slot) = graph[output].definition,
          producer == node.id, slot == position
        else {
          report("G5", "output \(position) does not name this node as its producer", location)
          continue
        }
        defined.insert(output)
      }
      guard node.inputs.allSatisfy({ $0.map(graph.contains) ?? true }) else { continue }
      do {
        let types = try node.operator.resultTypes(graph.inputTypes(of: node))
        let actual = node.outputs.map { graph[$0].type }
        if types != actual { report("G3", "infers \(types), values say \(actual)", location) }
      } catch {
        report("G3", "operator refuses its inputs: \(error)", location)
      }
    }
  }

  private static func checkSubgraphs(_ graph: Graph, _ stage: Stage) -> [Diagnostic] {
    graph.nodes.flatMap { node in
      let subgraphs = (node.operator as? any SubgraphCarrying)?.subgraphs ?? []
      return subgraphs.flatMap { verify($0.graph, stage: stage) }
    }
  }

  private static func checkInterface(_ graph: Graph, _ report: Report) {
    for (position, input) in graph.inputs.enumerated() {
      guard graph.contains(input), case .input(position) = graph[input].definition else {
        report("G5", "graph input \(position) is not defined as such", .init())
        continue
      }
    }
    for output in graph.outputs where !graph.contains(output.value) {
      report("G5", "a graph output shows no value", .init(value: output.name))
    }
    var expected = [[NodeID]](repeating: [], count: graph.consumerTable.count)
    for node in graph.nodes {
      for case let input? in node.inputs { expected[input.index].append(node.id) }
    }
    for (id, value) in graph.values where expected[id.index].sorted() != graph.consumers(of: id) {
      report("G5", "consumer table is out of date", .init(value: value.name))
    }
  }

  private static func checkExtents(_ graph: Graph, _ report: Report) {
    func type(_ output: Int) -> TensorType? {
      guard graph.outputs.indices.contains(output), graph.contains(graph.outputs[output].value) else {
        return nil
      }
      return graph[graph.outputs[output].value].type
    }
    for extent in graph.extents {
      guard extent.output < graph.modelOutputCount, let limited = type(extent.output),
        limited.shape.indices.contains(extent.axis), type(extent.count) == TensorType(.int64, [])
      else {
        report(
          "G8", "output \(extent.count) does not count along an axis of output \(extent.output)", .init())
        continue
      }
    }
  }

  private static func checkCanonical(_ graph: Graph, _ report: Report) {
    var seen: Set<NodeKey> = []
    for node in graph.nodes {
      let location = Diagnostic.Location(
        node: node.origins.first?.name, operatorType: node.operator.name)
      if !node.outputs.contains(where: { !graph.consumers(of: $0).isEmpty || graph.isOutput($0) }) {
        report("G6", "contributes to no output", location)
      }
      if !seen.insert(NodeKey(node)).inserted { report("G7", "computed twice", location) }
    }
  }
}

/// What a node computes: equal keys mean equal results.
public struct NodeKey: Hashable {
  private let op: AnyHashable
  private let inputs: [ValueID?]

  public init(_ node: Node) {
    op = AnyHashable(node.operator)
    inputs = node.inputs
  }
}
