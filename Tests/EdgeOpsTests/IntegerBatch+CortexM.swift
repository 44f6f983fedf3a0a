import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeTestSupport

extension IntegerBatch {
  /// Kernels for a processor against the reference interpreter, bit by bit: on this machine by their twins, under
  /// sanitizers, and on a board by themselves.
  ///
  /// - Parameter maxRAM: bytes that the arena may have, so that scratch memory decides about kernels or does not.
  /// - Returns: the names of the kernels.
  func check(
    for target: CTarget, on board: CortexMBoard, maxRAM: Int? = 1 << 20, flags: [[String]] = [["-O2"]]
  ) throws -> [String] {
    let graph = editor.graph
    let expected = try Interpreter(graph).run(arguments)
    let options = COptions(
      name: "model", target: target, goal: .speed, maxRAM: maxRAM, harness: .test, version: "0",
      modelDigest: "0",
      goldens: [CGolden(inputs: arguments, outputs: expected)])
    let program = try CHost.lower(graph, options: options)
    let folder = try TemporaryDirectory()
    try folder.write(program)
    let sources = [folder.file("model.c"), folder.file("model_test.c")]
    let host = try CCompiler.gcc.compile(
      sources, includes: [folder.path], flags: ["-O1"], sanitizers: [.address, .undefined])
    let result = try host.run(["-"], input: arguments.flatMap { [UInt8]($0.storage.bytes) })
    guard result.status == 0 else { throw OperatorCheck.Mismatch(description: result.errors) }
    for (index, actual) in try CModelRunner.tensors(expected.map(\.type), from: result.output).enumerated() {
      try Self.compare(
        expected[index], actual, .init(relative: 0, absolute: 0), "\(labels[index]) in its twin")
    }
    for flags in flags {
      let result = try board.compile(sources, includes: [folder.path], flags: flags).run()
      guard result.text == "model: 0 of 1 test vectors failed\n" else {
        throw OperatorCheck.Mismatch(description: "\(board) \(flags): \(result.text) \(result.errors)")
      }
    }
    return program.report.steps.compactMap { $0.kernel?.name }
  }
}
