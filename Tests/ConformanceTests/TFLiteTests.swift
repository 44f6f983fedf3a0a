import EdgeCompiler
import EdgeIR
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat
import Testing

/// ONNX's node tests as TFLite models in LiteRT, after all passes.
struct TFLiteTests {
  @Test(arguments: ConformanceCase.supported)
  func nodeTest(_ test: ConformanceCase) throws {
    test.expect(on: .tflite) {
      let (imported, inputs, expected, _) = try test.load()
      let graph = try Compiler(diagnostics: DiagnosticCollector()).canonicalize(imported)
      let lowered = try TFLiteHost.lower(graph, target: .litert, description: "", metadata: [])
      let answer = try LiteRTOracle.run(
        TFLiteEncoder.encode(lowered.model), inputs: inputs.map { OracleTensor($0) }, resolver: .default)
      #expect(answer.outputs.count == expected.count)
      for (output, wanted) in zip(answer.outputs, expected) {
        let actual = try #require(output.tensor, "\(output.elementType) is no type of the graph")
        #expect(Tolerance.mismatch(actual, wanted) == nil)
      }
    }
  }
}
