import EdgeCompiler
import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Large models with a bug in them become small ones with the same bug.
struct ReducerTests {
  /// A network of 600 nodes on `x [1, 4, 8]`: products, activations and residual sums.
  private static func network(change: (inout ONNXNode, Int) -> Void = { _, _ in }) -> ONNXModel {
    var (nodes, stored): ([ONNXNode], [ONNXTensor]) = ([], [])
    for i in 0..<600 {
      let input = i == 0 ? "x" : "v\(i - 1)"
      var node = ONNXNode(name: "node_\(i)", operatorType: "", inputs: [input], outputs: ["v\(i)"])
      switch i % 5 {
      case 0:
        let weights = RandomTensors.tensor(TensorType(.float32, [8, 8]), seed: UInt64(i))
        stored.append(weights.onnx(name: "w\(i)"))
        (node.operatorType, node.inputs) = ("MatMul", [input, "w\(i)"])
      case 1: node.operatorType = "Tanh"
      case 2:
        node.operatorType = "LeakyRelu"
        node.attributes = [ONNXAttribute(name: "alpha", value: .float(0.1))]
      case 3: (node.operatorType, node.inputs) = ("Add", [input, "v\(i - 2)"])
      default: node.operatorType = "Sigmoid"
      }
      change(&node, i)
      nodes.append(node)
    }
    return model(nodes, stored, input: [1, 4, 8], output: "v599")
  }

  private static func model(
    _ nodes: [ONNXNode], _ stored: [ONNXTensor], input: [Int], output: String
  ) -> ONNXModel {
    ONNXModel(
      irVersion: 8, opsetImports: [ONNXOpset(version: 17)],
      graph: ONNXGraph(
        name: "g", nodes: nodes, initializers: stored,
        inputs: [
          ONNXValueInfo(name: "x", type: .tensor(elementType: .float, shape: input.map { .value($0) }))
        ], outputs: [ONNXValueInfo(name: output, type: .tensor(elementType: .float, shape: nil))]))
  }

  private func start(_ model: ONNXModel) throws -> ReductionCandidate {
    let folder = try TemporaryDirectory()
    try FileSystem.write(ONNXEncoder.encode(model), to: folder.file("model.onnx"))
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    return try #require(
      try compiler.reductionStarts(ModelFile(folder.file("model.onnx")), VerificationRequest()).first)
  }

  /// What a model's outputs are on the candidate's inputs.
  private func outputs(_ model: ONNXModel, _ inputs: [Tensor]) throws -> [Tensor] {
    let graph = try ONNXHost.importGraph(
      model, file: "", table: OperatorCatalog.importers, options: ImportOptions(),
      notes: DiagnosticCollector()
    ).graph
    return try Interpreter(graph).run(inputs)
  }

  /// A back end that computes LeakyRelu wrongly for one slope: its results are those of a model with another slope.
  private func miscompiled(_ model: ONNXModel) -> ONNXModel {
    var model = model
    for index in model.graph.nodes.indices
    where model.graph.nodes[index].attributes == [ONNXAttribute(name: "alpha", value: .float(0.3))] {
      model.graph.nodes[index].attributes[0].value = .float(0.31)
    }
    return model
  }

  @Test(arguments: [332, 597]) func wrongNumbers(of position: Int) throws {
    let whole = Self.network { node, i in
      if i == position { node.attributes = [ONNXAttribute(name: "alpha", value: .float(0.3))] }
    }
    // So far down the numbers are small, and hardly negative.
    let limit = 1e-9
    let reducer = Reducer(try start(whole)) { candidate in
      let (inputs, wrong) = (candidate.orderedInputs, miscompiled(candidate.model))
      guard !inputs.isEmpty, wrong != candidate.model else { return false }
      let pairs = zip(try outputs(candidate.model, inputs), try outputs(wrong, inputs))
      return pairs.contains { Comparison($0, $1).maxAbsoluteError > limit }
    }
    try reducer.run()
    #expect(reducer.best.operators == ["LeakyRelu"])
    #expect(reducer.best.model.graph.nodes[0].name == "node_\(position)")
    #expect(reducer.best.orderedInputs.allSatisfy { $0.type.elementCount <= 8 })
    #expect(!reducer.isExhausted)
  }

  /// A bug that two nodes far from each other have in common: what lies between them goes.
  @Test func twoNodesFarApart() throws {
    let whole = Self.network { node, i in
      if i == 100 || i == 480 { (node.operatorType, node.inputs) = ("Erf", Array(node.inputs.prefix(1))) }
    }
    let reducer = Reducer(try start(whole)) { candidate in
      candidate.operators.filter { $0 == "Erf" }.count == 2
    }
    try reducer.run()
    #expect(reducer.best.operators == ["Erf", "Erf"])
  }

  /// Inputs that stand for what was cut off have the numbers that it computed.
  @Test func numbersAreRecorded() throws {
    let whole = Self.network()
    let right = try outputs(whole, try start(whole).orderedInputs)
    let reducer = Reducer(try start(whole)) { candidate in
      let inputs = candidate.orderedInputs
      guard !inputs.isEmpty, candidate.model.graph.outputs.map(\.name) == ["v599"] else { return false }
      let found = try outputs(candidate.model, inputs)
      return Comparison(found[0], right[0]).maxAbsoluteError == 0
    }
    try reducer.run()
    #expect(reducer.best.operators == ["Sigmoid"])
    #expect(reducer.best.inputs.keys.map { $0 } == ["v598"])
  }

  /// Channels, groups and hidden sizes belong together; the least that the operator allows is left of them.
  @Test func shapesShrink() throws {
    let weights = RandomTensors.tensor(TensorType(.float32, [64, 1, 3, 3]), seed: 1)
    let bias = RandomTensors.tensor(TensorType(.float32, [64]), seed: 2)
    let conv = ONNXNode(
      operatorType: "Conv", inputs: ["x", "w", "b"], outputs: ["y"],
      attributes: [
        ONNXAttribute(name: "group", value: .int(64)),
        ONNXAttribute(name: "pads", value: .ints([1, 1, 1, 1])),
      ])
    let whole = Self.model(
      [conv], [weights.onnx(name: "w"), bias.onnx(name: "b")], input: [2, 64, 30, 40], output: "y")
    let reducer = Reducer(try start(whole)) { candidate in
      let node = candidate.model.graph.nodes[0]
      return node.operatorType == "Conv" && node.attributes.contains { $0.name == "group" }
    }
    try reducer.run()
    #expect(reducer.best.model.graph.initializers.map(\.shape) == [[1, 1, 1, 1]])
    #expect(reducer.best.model.graph.nodes[0].attributes == [ONNXAttribute(name: "group", value: .int(1))])
    #expect(reducer.best.model.graph.nodes[0].inputs == ["x", "w"])
  }

  @Test func limitsEndTheSearch() throws {
    var limits = ReductionLimits()
    limits.tests = 3
    var improvements = 0
    let reducer = Reducer(
      try start(Self.network()), limits: limits, improved: { _ in improvements += 1 }, test: { _ in true })
    try reducer.run()
    #expect(reducer.isExhausted)
    #expect(reducer.testCount == 3)
    #expect(improvements == 3)
  }

  /// The same model and test give the same small model.
  @Test func isDeterministic() throws {
    let results = try (0..<2).map { _ in
      let reducer = Reducer(try start(Self.network())) { $0.operators.contains("Add") }
      try reducer.run()
      return try reducer.best.encodedModel()
    }
    #expect(results[0] == results[1])
  }
}
