import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeQuantization
import EdgeSupport
import EdgeTestSupport
import Testing

/// Models from the float file to integers, on every executor.
struct QuantizedModelTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    let model: String
    let activations: ElementType
    var testDescription: String { "\(model) \(activations.rawValue)" }
  }

  static let variants = Fixture.models.flatMap { model in
    [ElementType.int8, .int16].map { Variant(model: model, activations: $0) }
  }

  @Test(arguments: variants) func allExecutorsComputeTheSameIntegers(_ variant: Variant) throws {
    let compiled = try Self.compile(variant)
    #expect(compiled.quantization?.floatNodes.isEmpty == true)
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    let artifact = try compiler.lowerToTFLite(compiled.graph, modelDigest: "")
    let program = try CModelRunner(compiled.graph)
    let interpreter = Interpreter(compiled.graph)
    for sample in try Self.samples(variant.model).prefix(6) {
      let expected = try interpreter.run(sample)
      let answer = try LiteRTOracle.run(artifact.bytes, inputs: sample.map { OracleTensor($0) })
      #expect(answer.outputs.compactMap(\.tensor).map(\.hexadecimal) == expected.map(\.hexadecimal))
      #expect(try program.run(sample).map(\.hexadecimal) == expected.map(\.hexadecimal))
    }
  }

  @Test(arguments: variants) func resultsStayCloseToTheFloatModels(_ variant: Variant) throws {
    let compiled = try Self.compile(variant)
    let file = try ModelFile(Fixture.path("models/\(variant.model)/model.onnx"))
    let floats = try Interpreter(
      Compiler(options: Self.options(variant.model), diagnostics: DiagnosticCollector()).importModel(file)
        .graph)
    let integers = Interpreter(compiled.graph)
    var (same, count) = (0, 0)
    for sample in try Self.samples(variant.model) {
      let wanted = try floats.run(sample)[0].doubles()
      let found = try integers.run(sample)[0].doubles()
      same +=
        wanted.indices.max { wanted[$0] < wanted[$1] } == found.indices.max { found[$0] < found[$1] } ? 1 : 0
      count += 1
    }
    #expect(same >= count - 1)
    // With 16 bits for activations the weights' 8 bits are what remains.
    #expect(compiled.quantization?.ratio ?? 0 > (variant.activations == .int16 ? 40 : 30))
  }

  @Test func bytesDoNotDependOnTheRun() throws {
    let variant = Variant(model: "digits_tcn_torchscript", activations: .int8)
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    let files = try (0..<2).map { _ in
      try compiler.lowerToTFLite(Self.compile(variant).graph, modelDigest: "").bytes
    }
    #expect(files[0] == files[1])
  }

  @Test(arguments: [InterfaceType.int8, .uint8]) func interfacesOfIntegers(_ interface: InterfaceType) throws
  {
    let compiled = try Self.compile(
      Variant(model: "digits_cnn_torchscript", activations: .int8), interface: interface)
    let types = (compiled.graph.typedInputs + compiled.graph.typedOutputs).map(\.type)
    #expect(
      types.allSatisfy { $0.element == (interface == .int8 ? .int8 : .uint8) && $0.quantization != nil })
  }

  private static func options(_ model: String) -> CompilerOptions {
    var options = CompilerOptions()
    if model.contains("mlp") { options.importing.dimensions["batch"] = 1 }
    return options
  }

  static func compile(_ variant: Variant, interface: InterfaceType = .float32) throws -> CompiledGraph {
    var options = options(variant.model)
    let folder = Fixture.path("models/\(variant.model)")
    var request = QuantizationRequest(calibration: "\(folder)/calibration.npz")
    request.activations = variant.activations
    request.interface = interface
    options.quantization = request
    return try Compiler(options: options, diagnostics: DiagnosticCollector()).compile(
      ModelFile("\(folder)/model.onnx"), for: .tflite)
  }

  static func samples(_ model: String) throws -> [[Tensor]] {
    let compiler = Compiler(options: options(model), diagnostics: DiagnosticCollector())
    let graph = try compiler.importModel(ModelFile(Fixture.path("models/\(model)/model.onnx"))).graph
    let data = try CalibrationData.open(
      Fixture.path("models/\(model)/calibration.npz"), inputs: graph.typedInputs.map { ($0.name, $0.type) })
    return try (0..<data.count).map(data.sample)
  }
}

extension Tensor {
  /// The bytes, for comparisons that leave no doubt.
  fileprivate var hexadecimal: String {
    let digits = storage.bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0\(text)" : text
    }
    return digits.joined()
  }
}
