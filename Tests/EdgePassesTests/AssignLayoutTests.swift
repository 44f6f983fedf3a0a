import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

struct AssignLayoutTests {
  /// Whatever the graph: every value of the new graph holds what it should, the numbers stay, no more is transposed than
  /// was counted, and than before.
  @Test(arguments: [(seeds: 0..<240, nodes: 8), (seeds: 240..<320, nodes: 25)])
  func randomGraphsKeepTheirNumbers(_ seeds: Range<Int>, _ nodes: Int) throws {
    for seed in seeds {
      let graph = try RandomGraph.make(seed: UInt64(seed), nodes: nodes)
      for ioLayout in IOLayout.allCases {
        let problem = LayoutProblem(graph, ioLayout: ioLayout)
        let (rebuilt, copies) = try LayoutEmitter.rebuildTracing(problem)
        let problems = GraphVerifier.verify(rebuilt, stage: .imported)
        #expect(problems.isEmpty, "seed \(seed)\n\(GraphPrinter.text(graph))")
        let wrong = try LayoutTrace(graph, rebuilt, copies).mismatches()
        #expect(wrong.isEmpty, "seed \(seed)\n\(GraphPrinter.text(graph))\n\(GraphPrinter.text(rebuilt))")
        let moved = Double(rebuilt.bytesTransposed)
        #expect(moved <= problem.cost(of: problem.solve()) + 1, "seed \(seed)")
        if ioLayout == .onnx, graph.runsAsItIs {
          #expect(moved <= Double(graph.bytesTransposed), "seed \(seed)")
        }
      }
    }
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

extension Graph {
  /// Bytes moved to bring values into other layouts, and what each such move costs on top. A softmax along another
  /// axis than the last one hides two.
  var bytesTransposed: Int {
    nodes.map { node in
      let type = self[node.outputs[0]].type
      switch node.operator {
      case let transpose as Transpose:
        let moved = transpose.permutation.filter {
          type.shape[transpose.permutation.firstIndex(of: $0) ?? 0] != 1
        }
        return moved == moved.sorted() ? 0 : (type.sizeInBytes + 2048) * (type.rank > 5 ? 2 : 1)
      case let softmax as Softmax where softmax.axis != type.rank - 1: return 2 * (type.sizeInBytes + 2048)
      default: return 0
      }
    }.reduce(0, +)
  }

  /// Whether every operator may run in the order of its definition: some demand an innermost axis, or neighbours.
  fileprivate var runsAsItIs: Bool { !nodes.contains { $0.operator is TopK || $0.operator is Resize } }
}
