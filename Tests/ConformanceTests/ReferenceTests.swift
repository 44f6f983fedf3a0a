import EdgeInterpreter
import EdgeSupport
import Testing

/// ONNX's node tests on the reference interpreter.
struct ReferenceTests {
  @Test(arguments: ConformanceCase.supported)
  func nodeTest(_ test: ConformanceCase) throws {
    let (graph, inputs, expected, _) = try test.load()
    let outputs = try Interpreter(graph).run(inputs)
    #expect(outputs.count == expected.count)
    for (output, wanted) in zip(outputs, expected) {
      #expect(Tolerance.mismatch(output, wanted) == nil)
    }
  }
}
