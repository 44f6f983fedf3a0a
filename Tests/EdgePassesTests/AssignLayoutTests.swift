import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

struct AssignLayoutTests {
  /// Whatever the graph, its numbers stay, and no more bytes are transposed than before.
  @Test(arguments: [(seeds: 0..<300, nodes: 8), (seeds: 300..<450, nodes: 25)])
  func randomGraphsKeepTheirNumbers(_ seeds: Range<Int>, _ nodes: Int) throws {
    for seed in seeds {
      let graph = try RandomGraph.make(seed: UInt64(seed), nodes: nodes)
      for ioLayout in IOLayout.allCases {
        var editor = GraphEditor(graph)
        try Pass.assignLayout(ioLayout).run(&editor)
        let problems = GraphVerifier.verify(editor.graph, stage: .imported)
        #expect(problems.isEmpty, "seed \(seed)\n\(GraphPrinter.text(graph))")
        guard ioLayout == .onnx else { continue }
        try expectEqualOutputs(graph, editor.graph, "seed \(seed)")
        #expect(transposedBytes(editor.graph) <= transposedBytes(graph), "seed \(seed)")
      }
    }
  }

  private func expectEqualOutputs(_ before: Graph, _ after: Graph, _ comment: String) throws {
    var generator = SeededGenerator(seed: 7)
    let inputs = before.inputs.map { id in
      let type = before[id].type
      return Tensor(
        type.shape, (0..<type.elementCount).map { _ in Float.random(in: -1...1, using: &generator) })
    }
    let expected = try Interpreter(before).run(inputs)
    let actual = try Interpreter(after).run(inputs)
    for (a, e) in zip(actual, expected) {
      #expect(a.type == e.type, "\(comment)")
      let error = zip(a.doubles(), e.doubles()).map { abs($0 - $1) }.max() ?? 0
      #expect(error < 1e-5, "\(comment)\n\(GraphPrinter.text(before))\n\(GraphPrinter.text(after))")
    }
  }

  /// Bytes moved to bring values into other layouts, and what each such move costs on top. A softmax along another
  /// axis than the last one hides two.
  private func transposedBytes(_ graph: Graph) -> Int {
    graph.nodes.map { node in
      let type = graph[node.outputs[0]].type
      switch node.operator {
      case is Transpose: return type.sizeInBytes + 2048
      case let softmax as Softmax where softmax.axis != type.rank - 1: return 2 * (type.sizeInBytes + 2048)
      default: return 0
      }
    }.reduce(0, +)
  }

  /// Where an output becomes channels-last, so does what is said of its axes.
  @Test(arguments: [(IOLayout.onnx, [1, 2, 3]), (.nhwc, [3, 1, 2])])
  func extentsFollowTheLayout(_ layout: IOLayout, _ axes: [Int]) throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [1, 3, 4, 5]))
    let count = editor.addInput(name: "n", type: TensorType(.int64, []))
    let image = try editor.add(Transpose(permutation: [0, 2, 3, 1]), [x])[0]
    let softmax = try editor.add(Softmax(axis: 3), [image])[0]
    let y = try editor.add(Transpose(permutation: [0, 3, 1, 2]), [softmax])[0]
    editor.addOutput(name: "y", value: y)
    editor.addOutput(name: "y.count", value: count)
    for axis in 1...3 { editor.limitOutput(OutputExtent(output: 0, axis: axis, count: 1)) }
    try Pass.assignLayout(layout).run(&editor)
    #expect(editor.graph.extents.map(\.axis) == axes)
    #expect(GraphVerifier.verify(editor.graph, stage: .imported).isEmpty)
  }
}
