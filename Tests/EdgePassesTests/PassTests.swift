import EdgeIR
@testable import EdgePasses
import EdgeSupport
import Testing

/// What a pass makes of a graph, in the text form; both sides keep the rules of graphs.
func rewritten(
  _ pass: Pass, sourceLocation: SourceLocation = #_sourceLocation,
  _ build: (inout GraphEditor) throws -> Void
) throws -> String {
  var editor = GraphEditor(name: "g")
  try build(&editor)
  let before = GraphVerifier.verify(editor.graph, stage: .imported).map(\.message)
  #expect(before.isEmpty, sourceLocation: sourceLocation)
  let graph = try PassManager([pass]).run(editor.graph)
  let after = GraphVerifier.verify(graph, stage: .imported).map(\.message)
  #expect(after.isEmpty, sourceLocation: sourceLocation)
  return GraphPrinter.text(graph)
}

extension GraphEditor {
  /// Shorthand for nodes with one output.
  mutating func add(_ op: any Operator, _ inputs: ValueID?..., as name: String) throws -> ValueID {
    try add(op, inputs, names: [name])[0]
  }
}
