import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Testing

/// Programs that are emitted, compiled, run, and held against the reference interpreter.
struct GeneratedProgramTests {
  @Test(arguments: CCompiler.host, [true, false])
  func convolutionsReluAndReshape(_ compiler: CCompiler, singleFile: Bool) throws {
    let graph = try Models.convolutions()
    let runner = try CModelRunner(
      graph, compiler: compiler, sanitizers: [.address, .undefined], singleFile: singleFile)
    let input = Models.ramp([1, 8, 8, 3])
    let outputs = try runner.run([input])
    let expected = try Interpreter(graph).run([input])
    #expect(outputs.map(\.type) == expected.map(\.type))
    for (a, e) in zip(outputs[0].doubles(), expected[0].doubles()) { #expect(abs(a - e) <= 1e-5 * 4) }
  }
}
