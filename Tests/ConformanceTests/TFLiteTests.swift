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
      let answer = try run(TFLiteEncoder.encode(lowered.model), inputs.map { OracleTensor($0) })
      #expect(answer.outputs.count == expected.count)
      for (output, wanted) in zip(answer.outputs, expected) {
        let actual = try #require(output.tensor, "\(output.elementType) is no type of the graph")
        #expect(Tolerance.mismatch(actual, wanted) == nil)
      }
    }
  }

  /// On the reference kernels, or on the optimized ones for operators that have no reference kernel.
  private func run(_ model: [UInt8], _ inputs: [OracleTensor]) throws -> LiteRTOracle.Answer {
    do {
      return try LiteRTOracle.run(model, inputs: inputs, resolver: .reference)
    } catch  where "\(error)".contains("Didn't find op") {
      return try LiteRTOracle.run(model, inputs: inputs, resolver: .optimized)
    }
  }
}
