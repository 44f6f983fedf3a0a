import EdgeC
import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeONNX
import EdgeQuantization
import EdgeSupport
import EdgeTestSupport
import Testing

/// The examples of the library's documentation, word by word: `DocumentationTests` holds the two against each other.
struct DocumentedExamplesTests {
  private let path = Fixture.path("models/digits_cnn_dynamo/model.onnx")
  private let calibration = Fixture.path("models/digits_cnn_dynamo/calibration.npz")

  @Test func convert() throws {
    let temporary = try TemporaryDirectory()
    let folder = temporary.path
    let diagnostics = DiagnosticCollector()
    var options = CompilerOptions()
    options.importing.dimensions = ["batch": 1]
    #expect(throws: DiagnosticsError.self, "this model has no open dimension") {
      try Compiler(options: options, diagnostics: diagnostics).compileToTFLite(ModelFile(path))
    }
    try convertOpenModel(Fixture.path("models/digits_mlp_dynamo/model.onnx"), folder)
    #expect(try !FileSystem.read("\(folder)/model.tflite").isEmpty)
  }

  private func convertOpenModel(_ path: String, _ folder: String) throws {
    let diagnostics = DiagnosticCollector()
    var options = CompilerOptions()
    options.importing.dimensions = ["batch": 1]
    let compiler = Compiler(options: options, diagnostics: diagnostics)
    let artifact = try compiler.compileToTFLite(ModelFile(path))
    for operation in artifact.operatorCounts { print(operation.count, operation.name) }
    try FileSystem.write(artifact.bytes, to: "\(folder)/model.tflite")
  }

  @Test func compileToC() throws {
    let temporary = try TemporaryDirectory()
    let folder = temporary.path
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    var request = CProgramRequest(name: "digits")
    request.target = .cortexM4
    request.maxRAM = 16 << 10
    let program = try compiler.compileToC(ModelFile(path), request).program
    print("RAM", program.report.arenaBytes, "flash", program.report.weightBytes)
    for file in program.files() { try FileSystem.write(file.text, to: "\(folder)/\(file.name)") }
    #expect(try FileSystem.list(folder).contains("digits.c"))
  }

  @Test func quantize() throws {
    var options = CompilerOptions()
    options.quantization = QuantizationRequest()
    options.quantization?.calibration = calibration
    options.quantization?.interface = .int8
    let compiler = Compiler(options: options, diagnostics: DiagnosticCollector())
    let artifact = try compiler.compileToTFLite(ModelFile(path))
    #expect(artifact.inputs[0].type.element == .int8)
  }

  @Test func prove() throws {
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    var request = VerificationRequest()
    request.targets = [.c, .tflite]
    request.samples = 5
    let report = try compiler.verify(ModelFile(path), request)
    for row in report.rows { print(row.target.name, row.output.name, row.errors.maxAbsoluteError) }
    #expect(report.isWithinTolerance && report.rows.count == 2)
  }

  @Test func reportProblems() throws {
    let path = Fixture.path("malformed/add_types_differ.onnx")
    let error = #expect(throws: DiagnosticsError.self) {
      try Compiler(diagnostics: DiagnosticCollector()).compileToTFLite(ModelFile(path))
    }
    #expect(error?.diagnostics.isEmpty == false)
    do {
      _ = try Compiler(diagnostics: DiagnosticCollector()).compileToTFLite(ModelFile(path))
    } catch let error as DiagnosticsError {
      for diagnostic in error.diagnostics { print(diagnostic.code.rawValue, diagnostic.message) }
    }
  }
}
