import EdgeIR
import EdgeInterpreter
import Testing

/// ONNX's tests on the reference interpreter.
struct ReferenceTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ test: ConformanceCase) {
    test.expect(on: .reference) {
      let loaded = try test.load()
      test.check(loaded.graph.trimmed(try Interpreter(loaded.graph).run(loaded.inputs)), loaded)
    }
  }
}
