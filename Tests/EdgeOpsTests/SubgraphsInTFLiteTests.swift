import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat
import Testing

/// Graphs inside operators as subgraphs of a TFLite model, written and read.
struct SubgraphsInTFLiteTests {
  /// Of a state and a captured value: their sum, as long as it is below 20; and the state stacked.
  private func body(_ number: TensorType = TensorType(.int64, [])) throws -> Subgraph {
    var graph = GraphEditor(name: "body")
    let iteration = graph.addInput(name: "iteration", type: number)
    _ = graph.addInput(name: "condition", type: TensorType(.bool, [1]))
    let type = TensorType(.float32, [2])
    let (state, step) = (graph.addInput(name: "state", type: type), graph.addInput(name: "step", type: type))
    let sum = try graph.add(Binary(.add), [state, step])[0]
    let last = try graph.add(Slice(starts: [1], steps: [1], sizes: [1]), [sum])[0]
    let limit = graph.addConstant(Tensor([1], [Float(20)]), name: "limit")
    let goesOn = try graph.add(Compare(.less), [last, limit])[0]
    let place = try graph.add(Cast(to: .float32), [iteration])[0]
    let stacked = try graph.add(Binary(.add), [state, place])[0]
    for (name, value) in [("goes_on", goesOn), ("next", sum), ("stacked", stacked), ("same", state)] {
      graph.addOutput(name: name, value: value)
    }
    return Subgraph(graph.graph)
  }

  private static let vectors = [Tensor([2], [Float(1), 2]), Tensor([2], [Float(3), 4])]

  @Test(arguments: [1, 3], [[], [1]]) func countedLoop(_ count: Int, _ shape: [Int]) throws {
    let loop = Loop(body: try body(TensorType(.int64, shape)), stateCount: 1, tripCount: count)
    try OperatorCheck(loop, [nil, nil] + Self.vectors).liteRT()
    try OperatorCheck(loop, [nil, nil] + Self.vectors).liteRT(resolver: .optimized)
  }

  @Test(arguments: [2, 9], [true, false]) func loopThatEndsEarly(_ limit: Int64, _ starts: Bool) throws {
    let loop = Loop(body: try body(), stateCount: 1, tripCount: 8, counts: true)
    let bounds = [Tensor(scalar: limit), Tensor(scalar: starts)]
    try OperatorCheck(loop, bounds + Self.vectors).liteRT()
  }

  /// One branch passes its input on, the other gives a constant; both inside a branch of another condition.
  @Test(arguments: [true, false], [true, false]) func nestedConditions(_ outer: Bool, _ inner: Bool) throws {
    func branch(_ build: (inout GraphEditor, ValueID, ValueID) throws -> ValueID) throws -> Subgraph {
      var graph = GraphEditor(name: "branch")
      let flag = graph.addInput(name: "flag", type: TensorType(.bool, []))
      let x = graph.addInput(name: "x", type: TensorType(.float32, [2]))
      graph.addOutput(name: "y", value: try build(&graph, flag, x))
      return Subgraph(graph.graph)
    }
    let same = try branch { _, _, x in x }
    let constant = try branch { graph, _, _ in graph.addConstant(Self.vectors[1], name: "c") }
    let nested = try branch { graph, flag, x in
      try graph.add(If(then: same, else: constant), [flag, flag, x])[0]
    }
    let op = If(then: nested, else: same)
    try OperatorCheck(op, [Tensor(scalar: outer), Tensor(scalar: inner), Self.vectors[0]]).liteRT()
  }

  @Test func subgraphThatContainsItself() throws {
    let tensors = ["c", "x", "y"].enumerated().map { index, name in
      TFLiteTensor(name: name, type: index == 0 ? .bool : .float32, shape: [1])
    }
    let options = IfOptions(thenSubgraphIndex: 1, elseSubgraphIndex: 1)
    let condition = TFLiteOperator(code: .if, inputs: [0, 0, 1], outputs: [2], options: .if(options))
    let subgraphs = ["main", "inner"].map {
      TFLiteSubgraph(name: $0, tensors: tensors, inputs: [0, 1], outputs: [2], operators: [condition])
    }
    expectImportError(TFLiteModel(subgraphs: subgraphs), .cyclicGraph)
    expectImportError(TFLiteModel(subgraphs: [subgraphs[0]]), .invalidAttribute)
  }

  private func expectImportError(_ model: TFLiteModel, _ code: DiagnosticCode) {
    let error = #expect(throws: DiagnosticsError.self) {
      try TFLiteImportHost.importGraph(
        model, file: "x.tflite", table: OperatorCatalog.tfliteImporters, notes: DiagnosticCollector())
    }
    #expect(error?.diagnostics.first?.code == code)
  }
}
