import EdgeC
import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Testing

/// Trained models as compiled C, against the outputs that PyTorch computed for them.
struct FixtureModelsInCTests {
  @Test(arguments: Fixture.models, CCompiler.host)
  func outputsAreWithinRounding(_ model: String, compiler: CCompiler) throws {
    let folder = Fixture.path("models/\(model)")
    let compiler = try CModelRunner(
      Self.canonical(model), compiler: compiler, sanitizers: [.address, .undefined])
    let expected = try TensorFile.read("\(folder)/output_0.npy")
    let outputs = try compiler.run([TensorFile.read("\(folder)/input_0.npy")])
    #expect(Comparison(outputs[0], expected).firstFailure(relative: 1e-5, absolute: 0) == nil)
  }

  /// `docs/GENERATED_C.md` shows what is really generated.
  @Test(arguments: ["digits_mlp.h", "digits_mlp.c"])
  func documentShowsTheGeneratedFile(_ name: String) throws {
    let options = COptions(name: "digits_mlp", version: "0.1.0", modelDigest: "0123…")
    let program = try CHost.lower(Self.canonical("digits_mlp_torchscript"), options: options)
    let file = try #require(program.files().first { $0.name == name })
    try Document.expect(file.text, inBlock: name, of: "docs/GENERATED_C.md")
  }

  private static func canonical(_ model: String) throws -> Graph {
    let compiler = Compiler(diagnostics: DiagnosticCollector())
    return try compiler.canonicalize(
      compiler.importModel(ModelFile(Fixture.path("models/\(model)/model.onnx"))).graph, for: .c)
  }
}
