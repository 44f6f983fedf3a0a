import EdgeCompiler
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import TFLiteFormat
import Testing

/// ONNX's tests as TFLite models, after all passes: in LiteRT on its reference kernels and as applications run it, and
/// read back on the reference interpreter.
struct TFLiteTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ test: ConformanceCase) {
    test.expect(on: .tflite) {
      let loaded = try test.load()
      let compiler = Compiler(diagnostics: DiagnosticCollector())
      let graph = try compiler.canonicalize(loaded.graph, for: .tflite)
      let lowered = try TFLiteHost.lower(graph, target: .litert, description: "", metadata: [])
      let file = try TFLiteEncoder.encode(lowered.model)
      for resolver in [LiteRTOracle.Resolver.reference, .default] {
        guard let outputs = try run(file, loaded.inputs, resolver) else { continue }
        test.check(graph.trimmed(outputs), loaded)
      }
      let imported = try TFLiteImportHost.importGraph(
        TFLiteDecoder.decode(file, path: test.name), file: test.name, table: OperatorCatalog.tfliteImporters,
        notes: DiagnosticCollector())
      test.check(graph.trimmed(try Interpreter(imported).run(loaded.inputs)), loaded)
    }
  }

  /// Nil where operators have no reference kernel.
  private func run(
    _ file: [UInt8], _ inputs: [Tensor], _ resolver: LiteRTOracle.Resolver
  ) throws -> [Tensor]? {
    do {
      let answer = try LiteRTOracle.run(file, inputs: inputs.map { OracleTensor($0) }, resolver: resolver)
      return try answer.outputs.map {
        try #require($0.tensor, "\($0.elementType) is no type of the graph")
      }
    } catch  where resolver == .reference && "\(error)".contains("Didn't find op") {
      return nil
    }
  }
}
