import EdgeSupport
import ONNXFormat

/// Where the nodes being imported stand: the operator versions that hold there, and the nodes around them.
struct ImportFrame {
  struct Caller {
    let label: String
    let index: Int
  }

  let opsets: [String: Int]
  /// Inside a function what its call says of its attributes; nil elsewhere.
  var attributes: [String: ONNXAttributeValue]?
  /// The nodes around, from the outside in.
  var callers: [Caller] = []
  /// The functions being written out, from the outside in.
  var functions: [FunctionTable.Key] = []

  init(opsets: [String: Int]) { self.opsets = opsets }

  init(calling key: FunctionTable.Key, _ function: ONNXFunction, from frame: ImportFrame) {
    opsets = Dictionary(function.opsetImports.map { ($0.domain, $0.version) }) { $1 }
    callers = frame.callers
    functions = frame.functions + [key]
  }

  /// The frame of what a node contains.
  ///
  /// - Throws: E107 beyond `ImportEnvironment.maximumDepth`.
  func inside(_ node: ONNXNode, _ index: Int) throws -> ImportFrame {
    guard callers.count < ImportEnvironment.maximumDepth else {
      throw ImportError(
        .sizeLimitExceeded,
        "expected at most \(ImportEnvironment.maximumDepth) functions and graphs inside each other, got more",
        hint: "re-export the model with its functions written out")
    }
    var frame = self
    frame.callers.append(Caller(label: Self.label(node, index), index: index))
    return frame
  }

  /// The node in messages and reports: its own name, after those of the nodes around it.
  func name(of node: ONNXNode, _ index: Int) -> String {
    if callers.isEmpty { return node.name }
    return (callers.map(\.label) + [Self.label(node, index)]).joined(separator: "/")
  }

  func location(of node: ONNXNode, _ index: Int) -> Diagnostic.Location {
    .init(
      node: name(of: node, index), nodeIndex: callers.first?.index ?? index, operatorType: node.spelled,
      opset: opsets[node.domain])
  }

  /// Facts about where the nodes are, for diagnostics.
  var notes: [String] { functions.last.map { ["in function \($0.text)"] } ?? [] }

  /// A diagnostic that was located within the nodes here, with the nodes around.
  func located(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let first = callers.first else { return diagnostic }
    var copy = diagnostic
    let inner = diagnostic.location.node.map { [$0.isEmpty ? diagnostic.location.operatorType ?? "" : $0] }
    copy.location.node = (callers.map(\.label) + (inner ?? [])).joined(separator: "/")
    copy.location.nodeIndex = first.index
    copy.notes += notes
    return copy
  }

  private static func label(_ node: ONNXNode, _ index: Int) -> String {
    node.name.isEmpty ? "\(node.operatorType)#\(index)" : node.name
  }
}
