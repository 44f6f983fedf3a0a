import EdgeCompiler
import EdgeIR
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat
import Testing

/// ONNX's tests as TFLite models in LiteRT, after all passes.
struct TFLiteTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ test: ConformanceCase) {
    test.expect(on: .tflite) {
      let loaded = try test.load()
      let graph = try Compiler(diagnostics: DiagnosticCollector()).canonicalize(loaded.graph, for: .tflite)
      let lowered = try TFLiteHost.lower(graph, target: .litert, description: "", metadata: [])
      let answer = try run(TFLiteEncoder.encode(lowered.model), loaded.inputs.map { OracleTensor($0) })
      let outputs = try answer.outputs.map {
        try #require($0.tensor, "\($0.elementType) is no type of the graph")
      }
      test.check(outputs, loaded)
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
