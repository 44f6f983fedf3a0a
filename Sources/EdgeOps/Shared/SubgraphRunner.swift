import EdgeIR
import EdgeInterpreter
import EdgeSupport

/// Runs a subgraph with reference kernels.
struct SubgraphRunner {
  private let interpreter: Interpreter

  init(_ subgraph: Subgraph) { interpreter = Interpreter(subgraph.graph) }

  /// - Throws: `OperatorError` naming the node inside whose kernel refuses its data.
  func run(_ inputs: [Tensor]) throws -> [Tensor] {
    do {
      return try interpreter.run(inputs)
    } catch let diagnostic as Diagnostic {
      let node = diagnostic.location.node.map { "in '\($0)': " } ?? ""
      throw OperatorError(node + diagnostic.message)
    }
  }
}

extension Tensor {
  /// The only element of a bool tensor that has one.
  var isTrue: Bool { element == .bool && elements(as: Bool.self).first == true }
}
