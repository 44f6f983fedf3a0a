/// The text form of a graph, for people and for tests of passes; see `docs/IR.md`.
///
///     graph digits(%x: f32[1,8,8,1]) {
///       %w = constant f32[16,3,3,1]
///       %y = Conv(%x, %w, _) strides=[2, 2] : f32[1,4,4,16]
///       return %y as "y"
///     }
public enum GraphPrinter {
  /// Constants of up to this many elements are printed in full.
  public static let inlineConstantLimit = 8

  public static func text(_ graph: Graph) -> String {
    let parameters = graph.inputs.map { "%\(graph[$0].name): \(graph[$0].type)" }
    var lines = ["graph \(graph.name)(\(parameters.joined(separator: ", "))) {"]
    for (_, value) in graph.values {
      guard let tensor = value.constant else { continue }
      lines.append("  %\(value.name) = constant \(tensor.type)\(inline(tensor))")
    }
    for node in graph.nodes {
      let outputs = node.outputs.map { "%\(graph[$0].name)" }.joined(separator: ", ")
      let inputs = node.inputs.map { $0.map { "%\(graph[$0].name)" } ?? "_" }.joined(separator: ", ")
      let types = node.outputs.map { "\(graph[$0].type)" }.joined(separator: ", ")
      lines.append("  \(outputs) = \(node.operator.name)(\(inputs))\(attributes(node.operator)) : \(types)")
      lines += nested(node.operator)
    }
    let shown = graph.outputs.enumerated().map { index, output in
      let limits = graph.extents.filter { $0.output == index && graph.outputs.indices.contains($0.count) }
        .map { " limited along \($0.axis) by \"\(graph.outputs[$0.count].name)\"" }
      return "%\(graph[output.value].name) as \"\(output.name)\"" + limits.joined()
    }
    lines.append("  return \(shown.joined(separator: ", "))")
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// ` name=value` for every stored property of the operator; absent optionals are left out.
  static func attributes(_ op: any Operator) -> String {
    Mirror(reflecting: op).children.compactMap { child in
      guard let label = child.label, !(child.value is Subgraph) else { return nil }
      return describe(child.value).map { " \(label)=\($0)" }
    }.joined()
  }

  /// The graphs an operator carries, each after its name, indented below the node.
  private static func nested(_ op: any Operator) -> [String] {
    Mirror(reflecting: op).children.flatMap { child -> [String] in
      guard let label = child.label, let subgraph = child.value as? Subgraph else { return [] }
      return "\(label): \(text(subgraph.graph))".split(separator: "\n").map { "    \($0)" }
    }
  }

  private static func describe(_ value: Any) -> String? {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional { return mirror.children.first.flatMap { describe($0.value) } }
    return "\(value)"
  }

  private static func inline(_ tensor: Tensor) -> String {
    guard tensor.elementCount <= inlineConstantLimit else { return "" }
    let numbers = tensor.integers().map { $0.map(String.init) } ?? tensor.doubles().map { "\($0)" }
    return " = [\(numbers.joined(separator: ", "))]"
  }
}
