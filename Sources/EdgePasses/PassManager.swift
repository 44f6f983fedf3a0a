public import EdgeIR
import EdgeSupport

/// Runs passes in order and checks the graph after each.
public struct PassManager {
  /// Called after each pass with its position, counted from 1.
  public typealias Observer = (_ step: Int, _ pass: Pass, _ graph: Graph) throws -> Void

  private let passes: [Pass]

  /// - Parameter limit: how many passes to run at most; for finding the one that breaks something.
  public init(_ passes: [Pass], limit: Int? = nil) {
    self.passes = limit.map { Array(passes.prefix($0)) } ?? passes
  }

  /// - Throws: `DiagnosticsError` E901 naming the pass when a pass fails or leaves a graph that breaks its rules.
  public func run(_ graph: Graph, observe: Observer? = nil) throws -> Graph {
    var editor = GraphEditor(graph)
    for (index, pass) in passes.enumerated() {
      do {
        try pass.run(&editor)
      } catch let error as OperatorError {
        throw DiagnosticsError([failure(pass, error.message, editor.graph)])
      }
      let problems = GraphVerifier.verify(editor.graph, stage: .imported)
      if let first = problems.first { throw DiagnosticsError([failure(pass, first.message, editor.graph)]) }
      try observe?(index + 1, pass, editor.graph)
    }
    return editor.graph
  }

  private func failure(_ pass: Pass, _ message: String, _ graph: Graph) -> Diagnostic {
    .error(
      .internalInvariant, "pass '\(pass.name)' broke the graph: \(message)",
      notes: ["the graph after it:\n\(GraphPrinter.text(graph))"],
      hint: "this is a bug in edgec; please report it with the model")
  }
}
