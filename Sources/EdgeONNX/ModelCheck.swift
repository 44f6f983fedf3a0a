import EdgeSupport
import ONNXFormat

/// Looks at a whole model before anything of it is imported: at the main graph, the graphs inside its nodes, and the
/// functions they call.
struct ModelCheck {
  /// An operator that nothing defines.
  private struct Missing {
    let kind: String
    let location: Diagnostic.Location
    var count: Int
  }

  /// Names that may be used, from the inside out.
  private final class Names {
    private let own: Set<String>
    private let outer: Names?

    init(_ own: Set<String>, inside outer: Names?) {
      self.own = own
      self.outer = outer
    }

    func contains(_ name: String) -> Bool { own.contains(name) || (outer?.contains(name) ?? false) }
  }

  private let environment: ImportEnvironment
  private var missing: [Missing] = []
  private var checkedFunctions: Set<FunctionTable.Key> = []

  /// - Throws: `DiagnosticsError`: what `TopologicalOrder` finds, in any graph or function that is reachable; E206
  ///   for functions that call themselves; E201, one for each kind of operator that nothing defines; E202 for
  ///   functions written in an opset that edgec does not know.
  static func run(_ graph: ONNXGraph, _ frame: ImportFrame, _ environment: ImportEnvironment) throws {
    var check = ModelCheck(environment: environment)
    try check.check(graph, frame, inside: nil)
    guard !check.missing.isEmpty else { return }
    throw DiagnosticsError(
      check.missing.map { entry in
        .error(
          .unsupportedOperator,
          "operator \(entry.kind) is not supported (\(entry.count) node\(entry.count == 1 ? "" : "s"))",
          at: entry.location,
          hint: "see docs/OPERATORS.md for what is; re-export without it or with another opset")
      })
  }

  private init(environment: ImportEnvironment) { self.environment = environment }

  private mutating func check(_ graph: ONNXGraph, _ frame: ImportFrame, inside outer: Names?) throws {
    try check(graph.nodes, given: graph.givenNames, frame, inside: outer)
    guard outer != nil else { return }
    let visible = Names(graph.givenNames.union(graph.nodes.flatMap(\.outputs)), inside: outer)
    for output in graph.outputs where !visible.contains(output.name) {
      throw frame.located(
        .error(
          .danglingValue, "an output of a nested graph is computed by no node", at: .init(value: output.name),
          hint: "re-export the model"))
    }
  }

  private mutating func check(
    _ nodes: [ONNXNode], given: Set<String>, _ frame: ImportFrame, inside outer: Names?
  ) throws {
    do {
      _ = try TopologicalOrder.of(nodes, given: given) { outer?.contains($0) ?? false }
    } catch let error as DiagnosticsError {
      throw DiagnosticsError(error.diagnostics.map(frame.located))
    }
    var names: Names?
    for (index, node) in nodes.enumerated() {
      do {
        switch environment.meaning(of: node, opsets: frame.opsets) {
        case nil: note(node, index, frame)
        case .importer: break
        case .function(let function, let key): try check(function, key, frame.inside(node, index))
        }
        for graph in node.graphs {
          let known = names ?? Names(given.union(nodes.flatMap(\.outputs)), inside: outer)
          names = known
          try check(graph, frame.inside(node, index), inside: known)
        }
      } catch let error as ImportError {
        throw Diagnostic.error(
          error.code, error.message, at: frame.location(of: node, index), notes: frame.notes, hint: error.hint
        )
      }
    }
  }

  private mutating func check(
    _ function: ONNXFunction, _ key: FunctionTable.Key, _ frame: ImportFrame
  ) throws {
    if let start = frame.functions.firstIndex(of: key) {
      let circle = (frame.functions[start...] + [key]).map(\.text)
      throw ImportError(
        .cyclicGraph, "function \(key.text) calls itself: \(circle.joined(separator: " → "))",
        hint: "ONNX functions are not recursive; re-export the model")
    }
    guard checkedFunctions.insert(key).inserted else { return }
    let inner = ImportFrame(calling: key, function, from: frame)
    try ONNXHost.checkOpset(inner.opsets, of: function.nodes)
    try check(function.nodes, given: Set(function.inputs), inner, inside: nil)
  }

  private mutating func note(_ node: ONNXNode, _ index: Int, _ frame: ImportFrame) {
    if let known = missing.firstIndex(where: { $0.kind == node.spelled }) {
      missing[known].count += 1
    } else {
      missing.append(Missing(kind: node.spelled, location: frame.location(of: node, index), count: 1))
    }
  }
}
