import EdgeCompiler
import EdgeIR
import EdgeInterpreter
import EdgeSupport
import Testing

/// ONNX's test models after `optimize`, on the reference interpreter.
struct OptimizedTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ test: ConformanceCase) throws {
    let optimized: OptimizedModel
    do {
      let compiler = Compiler(diagnostics: DiagnosticCollector())
      optimized = try compiler.optimize(ModelFile(test.modelPath))
    } catch let error as DiagnosticsError {
      // Models whose shapes depend on data, and those that the reference refuses, are refused here.
      #expect(error.diagnostics.allSatisfy { $0.code != .internalInvariant }, "\(error)")
      return
    }
    test.expect(on: .reference) {
      let loaded = try test.load()
      let graph = try test.importGraph(optimized.model)
      test.check(graph.trimmed(try Interpreter(graph).run(loaded.inputs)), loaded)
    }
  }
}
