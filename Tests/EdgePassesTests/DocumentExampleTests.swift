import EdgeIR
import EdgeOps
@testable import EdgePasses
import EdgeTestSupport
import Foundation
import Testing

/// The graphs printed in the documents are what edgec prints.
@Suite struct DocumentExampleTests {
  /// The fenced blocks of a document that hold graphs.
  private func graphs(in document: String) throws -> [String] {
    let url = URL(filePath: "\(Fixture.packageRoot)/docs/\(document)")
    let blocks = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```\n")
    return blocks.filter { $0.hasPrefix("graph ") }
  }

  @Test func textForm() throws {
    var editor = GraphEditor(name: "example")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [1, 4, 4, 1]))
    let w = editor.addConstant(Tensor([2, 3, 3, 1], [Float](repeating: 1, count: 18)), name: "w")
    let b = editor.addConstant(Tensor([2], [Float(0.5), -0.5]), name: "b")
    let conv = Conv(strides: [2, 2], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: 1)
    let y = try editor.add(conv, x, w, b, as: "y")
    let flat = try editor.add(Reshape(shape: [1, 8]), y, as: "flat")
    editor.addOutput(name: "scores", value: flat)
    #expect(try graphs(in: "IR.md") == [GraphPrinter.text(editor.graph)])
  }

  @Test func workedExampleOfAPass() throws {
    var editor = GraphEditor(name: "chain")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2, 3, 4]))
    let a = try editor.add(Transpose(permutation: [1, 2, 0]), x, as: "a")
    let b = try editor.add(Transpose(permutation: [2, 0, 1]), a, as: "b")
    let c = try editor.add(Reshape(shape: [6, 4]), b, as: "c")
    editor.addOutput(name: "y", value: try editor.add(Reshape(shape: [24]), c, as: "y"))
    let after = try PassManager([.simplifyShapes]).run(editor.graph)
    #expect(try graphs(in: "ADDING_A_PASS.md") == [editor.graph, after].map(GraphPrinter.text))
  }
}
