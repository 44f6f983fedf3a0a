public import EdgeIR
import EdgeOps
import EdgeSupport

/// A graph as a picture shows it: boxes for inputs, nodes and outputs, lines for the values between them. Constants are
/// told of in their reader's facts.
public struct GraphDrawing {
  /// What a box stands for, which decides its colour.
  public enum Kind: String, CaseIterable, Sendable {
    case interface, product, movement, elementwise, control, other

    public var title: String {
      switch self {
      case .interface: "inputs and outputs"
      case .product: "products"
      case .movement: "moves data"
      case .elementwise: "elementwise"
      case .control: "control flow"
      case .other: "everything else"
      }
    }
  }

  public struct Box: Sendable {
    public let kind: Kind
    public let title: String
    /// The node in the user's model, or the type of an input or output.
    public let subtitle: String
    /// Name and value of what else is known.
    public let facts: [(name: String, value: String)]
  }

  public struct Line: Sendable {
    /// Positions in `boxes`, ascending.
    public let from: Int
    public let to: Int
    /// The type of the value.
    public let label: String
  }

  public private(set) var boxes: [Box] = []
  public private(set) var lines: [Line] = []

  public init(_ graph: Graph) {
    var boxOfValue: [ValueID: Int] = [:]
    for input in graph.inputs {
      boxOfValue[input] = boxes.count
      boxes.append(
        Box(
          kind: .interface, title: graph[input].name, subtitle: graph[input].type.plain.description,
          facts: [("input", graph[input].type.description)]))
    }
    for node in graph.nodes {
      let position = boxes.count
      for output in node.outputs { boxOfValue[output] = position }
      var seen: Set<ValueID> = []
      for case let input? in node.inputs where seen.insert(input).inserted {
        guard let source = boxOfValue[input] else { continue }
        lines.append(Line(from: source, to: position, label: graph[input].type.plain.description))
      }
      boxes.append(Box(node, in: graph))
    }
    for output in graph.outputs {
      let type = graph[output.value].type
      if let source = boxOfValue[output.value] {
        lines.append(Line(from: source, to: boxes.count, label: type.plain.description))
      }
      boxes.append(
        Box(
          kind: .interface, title: output.name, subtitle: type.plain.description,
          facts: [("output", type.description)]))
    }
  }
}

extension GraphDrawing.Box {
  private static let factLimit = 300

  fileprivate init(_ node: Node, in graph: Graph) {
    let inner: any Operator = (node.operator as? Quantized)?.operator ?? node.operator
    let family = Mirror(reflecting: inner).children.first { $0.label == "kind" }.map { " \($0.value)" } ?? ""
    title = inner.name + family + (node.operator is Quantized ? " (integers)" : "")
    let origins = node.origins.map { $0.name.isEmpty ? $0.operatorType : $0.name }
    subtitle = origins.last ?? ""
    kind = Self.kind(inner, node, graph)
    var facts: [(name: String, value: String)] = []
    if !origins.isEmpty {
      facts.append(
        ("from", node.origins.map { "\($0.operatorType) '\($0.name)'" }.joined(separator: ", ")))
    }
    for case let input? in node.inputs {
      let what = graph[input].constant == nil ? "reads" : "constant"
      facts.append((what, "\(graph[input].name) \(graph[input].type)"))
    }
    for output in node.outputs { facts.append(("computes", "\(graph[output].name) \(graph[output].type)")) }
    let work = graph.multiplyAccumulates(of: node)
    if work > 0 { facts.append(("MACs", work.grouped)) }
    facts.append(("operator", "\(inner)"))
    self.facts = facts.map { ($0.name, String($0.value.prefix(Self.factLimit))) }
  }

  /// Told from what an operator says of itself, and from the shapes: no operator is known by name here.
  private static func kind(_ op: any Operator, _ node: Node, _ graph: Graph) -> GraphDrawing.Kind {
    if op is any MultiplyAccumulating { return .product }
    if op is any SubgraphCarrying { return .control }
    // Some operators move elements or compute, depending on their attributes.
    if (op as? any DataMoving)?.movedInputs(graph.inputTypes(of: node)) != nil { return .movement }
    let shapes = node.inputs.compactMap { $0.map { graph[$0].type.shape } }
    guard let result = node.outputs.first.map({ graph[$0].type.shape }) else { return .other }
    return node.outputs.count == 1 && shapes.contains(result) ? .elementwise : .other
  }
}
