@testable import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// Programs as Swift, compiled, run, and held against the reference interpreter.
struct SwiftProgramTests {
  /// Exact operators only, so that every bit must be right; integers; a graph inside a node.
  @Test(arguments: [["-Onone"], ["-O"]])
  func everyBitIsTheInterpreters(flags: [String]) throws {
    var graphs = try (0..<12).map { try RandomGraph.make(seed: UInt64($0)) }
    var inputs = graphs.enumerated().map { RandomGraph.inputs(of: $1, seed: UInt64($0)) }
    graphs.append(try QuantizedProgramTests.classifier())
    inputs.append([QuantizedProgramTests.image(3)])
    graphs.append(try Self.loop())
    inputs.append([Tensor(scalar: Int64(9)), Tensor([2], [Float(1), 2]), Tensor([2], [Float(3), 4])])
    let programs = try graphs.enumerated().map { try SwiftModelBatch.lower($1, number: $0) }
    let batch = try SwiftModelBatch(programs, flags: flags)
    for (index, graph) in graphs.enumerated() {
      let expected = try Interpreter(graph).run(inputs[index])
      let actual = try batch.run(index, inputs[index])
      #expect(actual.count == expected.count)
      for (a, e) in zip(actual, expected) {
        #expect(a.isIdentical(to: e), "\(index):\n\(GraphPrinter.text(graph))")
      }
    }
  }

  @Test func floatsRoundLikeC() throws {
    let graph = try Models.convolutions()
    let input = Models.ramp([1, 8, 8, 3])
    let expected = try Interpreter(graph).run([input])[0]
    let batch = try SwiftModelBatch([SwiftModelBatch.lower(graph, number: 0)])
    let actual = try batch.run(0, [input])[0]
    for (a, e) in zip(actual.doubles(), expected.doubles()) { #expect(abs(a - e) <= 1e-5 * 4) }
  }

  /// At most `limit` steps: sums of a state and a step, as long as they are below 20; and all states.
  private static func loop() throws -> Graph {
    var body = GraphEditor(name: "body")
    let iteration = body.addInput(name: "iteration", type: TensorType(.int64, []))
    _ = body.addInput(name: "condition", type: TensorType(.bool, [1]))
    let type = TensorType(.float32, [2])
    let (state, step) = (body.addInput(name: "state", type: type), body.addInput(name: "step", type: type))
    let sum = try body.add(Binary(.add), [state, step])[0]
    let last = try body.add(Slice(starts: [1], steps: [1], sizes: [1]), [sum])[0]
    let bound = body.addConstant(Tensor([1], [Float(20)]), name: "bound")
    let goesOn = try body.add(Compare(.less), [last, bound])[0]
    let place = try body.add(Cast(to: .float32), [iteration])[0]
    let stacked = try body.add(Binary(.add), [state, place])[0]
    for (name, value) in [("goes_on", goesOn), ("next", sum), ("stacked", stacked)] {
      body.addOutput(name: name, value: value)
    }
    var editor = GraphEditor(name: "loop")
    let limit = editor.addInput(name: "limit", type: TensorType(.int64, []))
    let start = editor.addInput(name: "start", type: type)
    let increment = editor.addInput(name: "in", type: type)
    let loop = Loop(body: Subgraph(body.graph), stateCount: 1, tripCount: 8, counts: true)
    let results = try editor.add(loop, [limit, nil, start, increment])
    for (index, value) in results.enumerated() { editor.addOutput(name: "y:\(index)", value: value) }
    return editor.graph
  }
}
