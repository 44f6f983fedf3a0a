import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeONNX
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// What quantization cannot do well is said.
struct QuantizationWarningTests {
  private static let matrix = RandomTensors.tensor(TensorType(.float32, [4, 4]), seed: 9)

  private static func node(
    _ type: String, _ inputs: [String], _ output: String, _ attributes: [ONNXAttribute] = []
  ) -> ONNXNode {
    ONNXNode(name: output, operatorType: type, inputs: inputs, outputs: [output], attributes: attributes)
  }

  private static func scaled(_ factors: [Float]) -> Tensor {
    Tensor([4, 4], matrix.elements(as: Float.self).enumerated().map { $1 * factors[$0 / 4] })
  }

  /// The codes of what is said while a model `x [1, 4] → y` is quantized with some samples.
  private func warnings(
    _ nodes: [ONNXNode], _ stored: [String: Tensor], samples: Int = 40, features: [Float] = [1, 1, 1, 1],
    outputs: [String] = ["y"]
  ) throws -> [DiagnosticCode] {
    let folder = try TemporaryDirectory()
    let numbers = RandomTensors.tensor(TensorType(.float32, [samples, 4]), seed: 3).elements(as: Float.self)
    try TensorFile.write(
      Tensor([samples, 4], numbers.enumerated().map { $1 * $1.magnitude * features[$0 % 4] }),
      folder.file("x.npy"))
    let model = ONNXModel(
      irVersion: 8, opsetImports: [ONNXOpset(version: 13)],
      graph: ONNXGraph(
        name: "g", nodes: nodes,
        initializers: stored.sorted { $0.key < $1.key }.map { $0.value.onnx(name: $0.key) },
        inputs: [
          ONNXValueInfo(name: "x", type: .tensor(elementType: .float, shape: [.value(1), .value(4)]))
        ],
        outputs: outputs.map {
          ONNXValueInfo(name: $0, type: .tensor(elementType: .float, shape: nil))
        }))
    try FileSystem.write(ONNXEncoder.encode(model), to: folder.file("model.onnx"))
    var options = CompilerOptions()
    options.quantization = QuantizationRequest(calibration: folder.file("x.npy"))
    let notes = DiagnosticCollector()
    _ = try Compiler(options: options, diagnostics: notes).compileToTFLite(
      ModelFile(folder.file("model.onnx")))
    return notes.diagnostics.map(\.code)
  }

  @Test func nothingIsSaidOfWhatIsFine() throws {
    #expect(try warnings([Self.node("MatMul", ["x", "w"], "y")], ["w": Self.matrix]).isEmpty)
  }

  @Test func floatsThatRemain() throws {
    let nodes = [Self.node("MatMul", ["x", "w"], "h"), Self.node("CumSum", ["h", "axis"], "y")]
    let found = try warnings(nodes, ["w": Self.matrix, "axis": Tensor(scalar: Int64(1))])
    #expect(found.contains(.floatsRemain))
  }

  @Test func rawInputs() throws {
    let weights = Self.scaled([1, 1, 1e-4, 1e-4])
    let found = try warnings(
      [Self.node("MatMul", ["x", "w"], "y")], ["w": weights], features: [1, 1, 1e4, 1e4])
    #expect(found.contains(.rawInput))
  }

  /// Large results do not hide what becomes of the small ones.
  @Test func rawInputsOfOneResultAmongOthers() throws {
    let found = try warnings(
      [Self.node("MatMul", ["x", "v"], "y"), Self.node("MatMul", ["x", "w"], "z")],
      ["v": Self.matrix, "w": Self.scaled([1, 1, 0, 0])], features: [1, 1, 1e4, 1e4], outputs: ["y", "z"])
    #expect(found.contains(.rawInput))
  }

  @Test func unlikeParts() throws {
    let nodes = [
      Self.node("MatMul", ["x", "v"], "a"), Self.node("MatMul", ["x", "w"], "b"),
      Self.node("Concat", ["a", "b"], "y", [ONNXAttribute(name: "axis", value: .int(1))]),
    ]
    let found = try warnings(nodes, ["v": Self.matrix, "w": Self.scaled([99, 99, 99, 99])])
    #expect(found.contains(.unlikeParts))
  }

  /// Two large numbers that differ by a small one.
  @Test func noiseThatDrownsResults() throws {
    let nodes = [
      Self.node("MatMul", ["x", "v"], "a"), Self.node("MatMul", ["x", "w"], "b"),
      Self.node("Sub", ["a", "b"], "y"),
    ]
    let found = try warnings(
      nodes, ["v": Self.scaled([99, 99, 99, 99]), "w": Self.scaled([99, 98.9, 99, 99])])
    #expect(found.contains(.quantizationNoise))
  }

  @Test func fewSamples() throws {
    let found = try warnings([Self.node("MatMul", ["x", "w"], "y")], ["w": Self.matrix], samples: 3)
    #expect(found == [.calibrationDoubtful])
  }
}
