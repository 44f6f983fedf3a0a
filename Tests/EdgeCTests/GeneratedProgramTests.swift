import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
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
    let expected = try Interpreter(graph).run([input])[0]
    let actual = try runner.run([input])[0]
    #expect(actual.type == expected.type)
    for (a, e) in zip(actual.doubles(), expected.doubles()) { #expect(abs(a - e) <= 1e-5 * 4) }
  }

  /// Exact operators only, so that every bit must be right.
  @Test(arguments: CCompiler.host, [["-O1"], ["-O3"]])
  func randomGraphs(_ compiler: CCompiler, flags: [String]) throws {
    let seeds = (0..<60).map { UInt64($0) }
    let graphs = try seeds.map { try RandomGraph.make(seed: $0) }
    let programs = try graphs.enumerated().map { try CModelBatch.lower($1, number: $0) }
    let sanitizers: [CCompiler.Sanitizer] = flags == ["-O1"] ? [.address, .undefined] : []
    let batch = try CModelBatch(programs, compiler: compiler, sanitizers: sanitizers, flags: flags)
    for (index, graph) in graphs.enumerated() {
      let inputs = RandomGraph.inputs(of: graph, seed: seeds[index])
      let expected = try Interpreter(graph).run(inputs)
      let actual = try batch.run(index, inputs)
      for (a, e) in zip(actual, expected) {
        #expect(a.isIdentical(to: e), "seed \(index):\n\(GraphPrinter.text(graph))")
      }
    }
  }

  @Test(arguments: [CortexMBoard.cortexM0plus, .cortexM4, .cortexM55])
  func goldensOnCortexM(_ board: CortexMBoard) throws {
    let graph = try Models.convolutions()
    let folder = try emitWithGoldens(graph, input: Models.ramp([1, 8, 8, 3]))
    let program = try board.compile(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path])
    let result = try program.run()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == "model: 0 of 1 test vectors failed\n")
  }

  @Test(
    .enabled(
      if: EmulatedMachine.riscv32.isAvailable, "no riscv64-unknown-elf-gcc or qemu-system-riscv32: make setup"
    ))
  func goldensOnRISCV() throws {
    let graph = try Models.convolutions()
    let folder = try emitWithGoldens(graph, input: Models.ramp([1, 8, 8, 3]))
    let result = try EmulatedMachine.riscv32.run(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path])
    #expect(result.errors == "model: 0 of 1 test vectors failed\n")
  }

  @Test func goldensThatDifferFail() throws {
    let graph = try Models.convolutions()
    let input = Models.ramp([1, 8, 8, 3])
    let wrong = CGolden(inputs: [input], outputs: [Models.ramp([1, 80])])
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, harness: .test, goldens: [wrong]))
    let program = try CCompiler.gcc.compile([folder.file("model.c"), folder.file("model_test.c")])
    let result = try program.run()
    #expect(result.status == 1)
    #expect(result.text == "model: 1 of 1 test vectors failed\n")
  }

  @Test func makefileRunsTheTest() throws {
    let folder = try emitWithGoldens(Models.convolutions(), input: Models.ramp([1, 8, 8, 3]))
    let make = try #require(Subprocess.find("make"))
    let result = try Subprocess.run(make, ["-s", "test", "CC=clang", "CFLAGS=-O1 -Werror"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == "model: 0 of 1 test vectors failed\n")
  }

  @Test func harnessReadsAndWritesFiles() throws {
    let graph = try Models.convolutions()
    let input = Models.ramp([1, 8, 8, 3])
    let folder = try emitWithGoldens(graph, input: input)
    try folder.write([UInt8](input.storage.bytes), to: "in.bin")
    let program = try CCompiler.gcc.compile([folder.file("model.c"), folder.file("model_test.c")])
    let result = try program.run(["in.bin", "out.bin"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let streamed = try program.run(["-"], input: [UInt8](input.storage.bytes))
    #expect(try folder.bytes("out.bin") == streamed.output)
    #expect(streamed.output.count == 80 * 4)
    #expect(try program.run(["out.bin", "in.bin"], in: folder.path).status == 1)
  }

  @Test func benchmarkPrintsTheTimeOfAnInference() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(Models.convolutions(), harness: .bench))
    let make = try #require(Subprocess.find("make"))
    let strict = "CFLAGS=-O2 \(CCompiler.strictFlags.joined(separator: " "))"
    let result = try Subprocess.run(make, ["-s", "run", strict], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.wholeMatch(of: /model: [0-9]+ ns per inference\n/) != nil)
  }

  private func emitWithGoldens(_ graph: Graph, input: Tensor) throws -> TemporaryDirectory {
    let golden = CGolden(inputs: [input], outputs: try Interpreter(graph).run([input]))
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, harness: .test, goldens: [golden]))
    return folder
  }
}
