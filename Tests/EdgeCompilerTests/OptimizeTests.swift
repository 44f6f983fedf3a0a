import EdgeCompiler
import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// `optimize` does what it is for, keeps the numbers and the interface, and leaves alone what it must.
struct OptimizeTests {
  private func float(_ name: String, _ shape: [ONNXDimension]) -> ONNXValueInfo {
    ONNXValueInfo(name: name, type: .tensor(elementType: .float, shape: shape))
  }

  private func node(
    _ type: String, _ inputs: [String], _ outputs: [String], _ attributes: [ONNXAttribute] = []
  ) -> ONNXNode {
    ONNXNode(name: outputs[0], operatorType: type, inputs: inputs, outputs: outputs, attributes: attributes)
  }

  private func model(
    _ nodes: [ONNXNode], _ stored: [String: Tensor] = [:], shape: [ONNXDimension] = [.value(2), .value(3)],
    output: String = "y", outputShape: [ONNXDimension]? = nil
  ) -> ONNXModel {
    let initializers = stored.sorted { $0.key < $1.key }.map { $0.value.onnx(name: $0.key) }
    return ONNXModel(
      irVersion: 8, opsetImports: [ONNXOpset(version: 13)],
      graph: ONNXGraph(
        name: "g", nodes: nodes, initializers: initializers, inputs: [float("x", shape)],
        outputs: [ONNXValueInfo(name: output, type: .tensor(elementType: .float, shape: outputShape))]))
  }

  /// Optimizes, and holds the result against the original on random numbers.
  private func optimize(
    _ model: ONNXModel, _ options: CompilerOptions = CompilerOptions(),
    notes: DiagnosticCollector = DiagnosticCollector()
  ) throws -> ONNXGraph {
    let folder = try TemporaryDirectory()
    try FileSystem.write(ONNXEncoder.encode(model), to: folder.file("model.onnx"))
    var options = options
    options.debugging.verifyEach = true
    let file = try ModelFile(folder.file("model.onnx"))
    let result = try Compiler(options: options, diagnostics: notes).optimize(file)
    #expect(try ONNXDecoder.decodeModel(bytes: result.bytes, path: "memory") == result.model)
    #expect(result.model.graph.inputs.map(\.name) == model.graph.inputs.map(\.name))
    #expect(result.model.graph.outputs.map(\.name) == model.graph.outputs.map(\.name))
    return result.model.graph
  }

  private func types(_ graph: ONNXGraph) -> [String] { graph.nodes.map(\.operatorType) }

  private var flattening: [ONNXNode] {
    [
      node("Shape", ["x"], ["s"]), node("Gather", ["s", "zero"], ["batch"]),
      node("Concat", ["batch", "rest"], ["target"], [ONNXAttribute(name: "axis", value: .int(0))]),
      node("Reshape", ["x", "target"], ["y"]),
    ]
  }

  private let flatteningConstants = [
    "zero": Tensor([1], [0] as [Int64]), "rest": Tensor([1], [-1] as [Int64]),
  ]

  @Test func foldsShapesThatAreFixed() throws {
    #expect(types(try optimize(model(flattening, flatteningConstants))) == ["Reshape"])
  }

  /// A batch that stays open is not baked in; one that the user fixes is, and the model says so.
  @Test func openShapesStayOpen() throws {
    let open = model(flattening, flatteningConstants, shape: [.parameter("batch"), .value(3)])
    let notes = DiagnosticCollector()
    let graph = try optimize(open, notes: notes)
    #expect(types(graph) == ["Shape", "Gather", "Concat", "Reshape"])
    #expect(graph.inputs == open.graph.inputs)
    #expect(notes.diagnostics.map(\.code) == [.dimensionPinned])

    var options = CompilerOptions()
    options.importing.dimensions = ["batch": 4]
    let pinned = try optimize(open, options)
    #expect(types(pinned) == ["Reshape"])
    #expect(pinned.inputs == [float("x", [.value(4), .value(3)])])
    #expect(pinned.outputs == [float("y", [.value(4), .value(3)])])
  }

  @Test func keepsWhatIsRandom() throws {
    let shape = ONNXAttribute(name: "shape", value: .ints([2, 3]))
    let random = ["a", "b"].map { node("RandomNormal", [], [$0], [shape]) }
    let twice = model(random + [node("Sub", ["a", "b"], ["d"]), node("Add", ["x", "d"], ["y"])])
    // Two draws differ: computed once they would cancel.
    var options = CompilerOptions()
    options.debugging.verifyEach = false
    #expect(types(try optimize(twice, options)).filter { $0 == "RandomNormal" }.count == 2)
  }

  @Test func keepsStoredIntegers() throws {
    let stored = [
      "w": Tensor([3], [1, -2, 3] as [Int8]), "scale": Tensor(scalar: Float(0.5)),
      "zero": Tensor(scalar: Int8(0)),
    ]
    let dequantized = [
      node("DequantizeLinear", ["w", "scale", "zero"], ["f"]), node("Mul", ["x", "f"], ["y"]),
    ]
    #expect(types(try optimize(model(dequantized, stored))) == ["DequantizeLinear", "Mul"])
  }

  @Test func removesNoOps() throws {
    let nodes = [
      node("Identity", ["x"], ["a"]), node("Dropout", ["a"], ["b"]), node("Relu", ["b"], ["c"]),
      node("Identity", ["c"], ["y"]),
    ]
    let graph = try optimize(model(nodes))
    // What shows an output stays: its name is part of the interface.
    #expect(types(graph) == ["Relu", "Identity"])
    #expect(graph.nodes[0].inputs == ["x"])
  }

  @Test func mergesDuplicates() throws {
    let axis = [ONNXAttribute(name: "axis", value: .int(1))]
    let nodes = [
      node("Softmax", ["x"], ["a"], axis), node("Softmax", ["x"], ["b"], axis),
      node("Softmax", ["x"], ["c"], [ONNXAttribute(name: "axis", value: .int(0))]),
      node("Mul", ["a", "k"], ["d"]), node("Mul", ["b", "l"], ["e"]), node("Sub", ["d", "c"], ["f"]),
      node("Add", ["e", "f"], ["y"]),
    ]
    let same = Tensor([3], [1, 2, 3] as [Float])
    let graph = try optimize(model(nodes, ["k": same, "l": same]))
    #expect(types(graph) == ["Softmax", "Softmax", "Mul", "Sub", "Add"])
    #expect(graph.initializers.map(\.name) == ["k"])
  }

  /// What nested graphs take from around them is renamed there, too.
  @Test func reachesNestedGraphs() throws {
    func branch(_ nodes: [ONNXNode], _ output: String) -> ONNXAttributeValue {
      .graph(
        ONNXGraph(name: "b", nodes: nodes, inputs: [], outputs: [ONNXValueInfo(name: output, type: nil)]))
    }
    let nodes = [
      node("Identity", ["x"], ["a"]),
      node("ReduceSum", ["x"], ["sum"], [.init(name: "keepdims", value: .int(0))]),
      node("Greater", ["sum", "limit"], ["condition"]),
      node(
        "If", ["condition"], ["y"],
        [
          ONNXAttribute(name: "then_branch", value: branch([node("Neg", ["a"], ["n"])], "n")),
          ONNXAttribute(name: "else_branch", value: branch([node("Identity", ["a"], ["i"])], "i")),
        ]),
    ]
    let graph = try optimize(model(nodes, ["limit": Tensor(scalar: Float(0))]))
    #expect(types(graph) == ["ReduceSum", "Greater", "If"])
    #expect(Set(graph.nodes[2].graphs.flatMap(\.nodes).flatMap(\.inputs)) == ["x"])
  }

  private let convolution: [String: Tensor] = {
    let channel = { (seed: UInt64) in Tensor.random([2], of: Float.self, in: 1...2, seed: seed) }
    return [
      "w": Tensor.random([2, 3, 1, 1], of: Float.self, in: -1...1), "scale": channel(1), "shift": channel(2),
      "mean": channel(3), "variance": channel(4),
      "row": Tensor([1, 1, 1, 4], [1, 2, 3, 4] as [Float]), "bias": Tensor([2, 1, 1], [5, 6] as [Float]),
    ]
  }()

  private let image: [ONNXDimension] = [.value(1), .value(3), .value(4), .value(4)]
  private var normalization: ONNXNode {
    node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], ["n"])
  }

  @Test func fusesScales() throws {
    let nodes = [
      node("Conv", ["x", "w"], ["c"]), normalization, node("Add", ["bias", "n"], ["a"]),
      node("Mul", ["a", "bias"], ["y"]),
    ]
    let graph = try optimize(model(nodes, convolution, shape: image))
    #expect(types(graph) == ["Conv"])
    #expect(graph.nodes[0].inputs.count == 3 && graph.initializers.count == 2)
  }

  @Test func leavesScalesThatOthersSee() throws {
    let twice = [node("Conv", ["x", "w"], ["c"]), normalization, node("Add", ["n", "c"], ["y"])]
    #expect(types(try optimize(model(twice, convolution, shape: image))).count == 3)
    let alongWidth = [node("Conv", ["x", "w"], ["c"]), node("Mul", ["c", "row"], ["y"])]
    #expect(types(try optimize(model(alongWidth, convolution, shape: image))).count == 2)
  }

  @Test func refusesOtherFormats() throws {
    let folder = try TemporaryDirectory()
    var editor = GraphEditor(name: "g")
    editor.addOutput(name: "y", value: editor.addInput(name: "x", type: TensorType(.float32, [1])))
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    let artifact = try compiler.lowerToTFLite(editor.graph, modelDigest: "")
    try FileSystem.write(artifact.bytes, to: folder.file("model.tflite"))
    let file = try ModelFile(folder.file("model.tflite"))
    #expect(throws: DiagnosticsError.self) { try compiler.optimize(file) }
  }
}
