import EdgeIR
@testable import EdgePasses
import EdgeSupport
import EdgeTestSupport
import Testing

@Suite struct PassManagerTests {
  private func graph() throws -> Graph {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
    editor.addOutput(name: "y", value: try editor.add(Sample.Negate(), x, as: "y"))
    return editor.graph
  }

  private let appendNegation = Pass("append-negation") { editor in
    let output = editor.graph.outputs[0].value
    editor.setOutput(0, to: try editor.add(Sample.Negate(), [output])[0])
  }

  @Test func observerFollowsEveryPass() throws {
    var seen: [String] = []
    let manager = PassManager([appendNegation, .foldConstants, appendNegation])
    let result = try manager.run(try graph()) { step, pass, graph in
      seen.append("\(step) \(pass.name) \(graph.order.count)")
    }
    #expect(seen == ["1 append-negation 2", "2 fold-constants 2", "3 append-negation 3"])
    #expect(result.order.count == 3)
  }

  @Test(arguments: [(0, 1), (1, 2), (2, 3), (9, 4)])
  func limitStopsEarly(_ limit: Int, nodes: Int) throws {
    let manager = PassManager([appendNegation, appendNegation, appendNegation], limit: limit)
    #expect(try manager.run(try graph()).order.count == nodes)
  }

  @Test func brokenGraphNamesPassAndShowsTheGraph() throws {
    let reverse = Pass("reverse") { $0.reorder($0.graph.order.reversed()) }
    let error = #expect(throws: DiagnosticsError.self) {
      try PassManager([appendNegation, reverse]).run(try graph())
    }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.code == .internalInvariant)
    #expect(diagnostic.message == "pass 'reverse' broke the graph: G1: reads a value before it is defined")
    #expect(diagnostic.notes.first?.contains("Negate(%x)") == true)
  }
}
