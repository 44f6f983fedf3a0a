import EdgeCompiler
import EdgeData
import EdgeIR
import EdgePasses
import EdgeSupport
import EdgeTestSupport
import Testing

/// Trained models as TFLite files in Google's runtime, against the outputs that PyTorch computed for them.
struct FixtureModelsInLiteRTTests {
  @Test(arguments: Fixture.models, IOLayout.allCases)
  func outputsAreWithinRounding(_ model: String, _ layout: IOLayout) throws {
    let folder = Fixture.path("models/\(model)")
    var options = CompilerOptions()
    options.ioLayout = layout
    let notes = DiagnosticCollector()
    let artifact = try Compiler(options: options, diagnostics: notes)
      .compileToTFLite(ModelFile("\(folder)/model.onnx"))
    let input = try TensorFile.read("\(folder)/input_0.npy")
    let expected = try TensorFile.read("\(folder)/output_0.npy")
    let isChanged = notes.diagnostics.contains {
      $0.code == .layoutChanged && $0.location.value == artifact.inputs[0].name
    }
    let given = isChanged ? channelsLast(input) : input
    #expect(given.type == artifact.inputs[0].type)
    for resolver in LiteRTOracle.Resolver.allCases {
      let answer = try LiteRTOracle.run(
        artifact.bytes, inputs: [OracleTensor(given)], resolver: resolver)
      let actual = try #require(answer.outputs[0].tensor)
      #expect(Comparison(actual, expected).firstFailure(relative: 1e-5, absolute: 0) == nil)
      #expect(answer.inputs.map(\.name) == artifact.inputs.map(\.name))
      #expect(answer.outputs.map(\.name) == artifact.outputs.map(\.name))
      #expect(answer.signatures == ["serving_default"])
      // At most one where the caller's layout is kept, none where it is not.
      let transposes = answer.operators.filter { $0 == "TRANSPOSE" }.count
      #expect(transposes <= (layout == .onnx ? 1 : 0))
    }
  }

  private func channelsLast(_ tensor: Tensor) -> Tensor {
    let channels = tensor.shape[1]
    let pixels = tensor.shape[2...].reduce(1, *)
    let elements = tensor.elements(as: Float.self)
    return Tensor(
      [tensor.shape[0]] + tensor.shape[2...] + [channels],
      (0..<elements.count).map { elements[$0 % channels * pixels + $0 / channels] })
  }
}
