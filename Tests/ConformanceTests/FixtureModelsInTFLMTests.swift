import EdgeCompiler
import EdgeData
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import Testing
import TFLiteFormat

/// Trained models converted for TensorFlow Lite for Microcontrollers, in its interpreter and in LiteRT, against the
/// outputs that PyTorch computed for them.
struct FixtureModelsInTFLMTests {
  @Test(arguments: Fixture.models) func runInTheArenaThatWasPlanned(_ model: String) throws {
    let folder = Fixture.path("models/\(model)")
    var options = CompilerOptions()
    options.tfliteTarget = .tflm
    let artifact = try Compiler(options: options, diagnostics: DiagnosticCollector())
      .compileToTFLite(ModelFile("\(folder)/model.onnx"))
    let input = OracleTensor(try TensorFile.read("\(folder)/input_0.npy"))
    let expected = try TensorFile.read("\(folder)/output_0.npy")
    let memory = try #require(artifact.memory)

    let litert = try LiteRTOracle.run(artifact.bytes, inputs: [input])
    let numbers = try #require(litert.outputs[0].tensor)
    #expect(Comparison(numbers, expected).firstFailure(relative: 1e-5, absolute: 0) == nil)

    guard TFLMOracle.isAvailable else { return }
    let answer = try TFLMOracle.run(
      artifact.bytes, inputs: [input], outputs: 1, arenaBytes: memory.arenaBytes)
    let actual = try #require(answer.outputs[0].tensor)
    #expect(Comparison(actual, expected).firstFailure(relative: 1e-5, absolute: 0) == nil)
    #expect(answer.headBytes == memory.planBytes)
    #expect(answer.tailBytes <= memory.recordBytes)
  }

  /// Without the plan the runtime places tensors itself, in the order of the file, and needs no less.
  @Test(arguments: Fixture.models) func planIsNoWorseThanTheRuntimes(_ model: String) throws {
    guard TFLMOracle.isAvailable else { return }
    let folder = Fixture.path("models/\(model)")
    var options = CompilerOptions()
    options.tfliteTarget = .tflm
    let artifact = try Compiler(options: options, diagnostics: DiagnosticCollector())
      .compileToTFLite(ModelFile("\(folder)/model.onnx"))
    var unplanned = artifact.model
    unplanned.metadata = []
    let input = OracleTensor(try TensorFile.read("\(folder)/input_0.npy"))
    let answer = try TFLMOracle.run(try TFLiteEncoder.encode(unplanned), inputs: [input], outputs: 1)
    #expect(try #require(artifact.memory).planBytes <= answer.headBytes)
  }
}
