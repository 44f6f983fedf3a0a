public import EdgeC
import EdgeSupport

/// Where a generated program is to be measured.
public enum BenchMachine: Hashable, Sendable {
  /// This machine, in time.
  case host
  /// An emulated board, in instructions.
  case board(CortexMBoard)
}

extension Compiler {
  /// Measures one inference of the C program that computes what the file's model does, whole and by layers.
  ///
  /// - Parameters:
  ///   - file: the model.
  ///   - request: its harness is not looked at.
  ///   - machine: where it runs.
  ///   - flags: words for the C compiler, e.g. `-O2`.
  /// - Throws: As `compileToC`; E602 when the compiler or the emulator is missing or fails.
  public func bench(
    _ file: ModelFile, _ request: CProgramRequest, on machine: BenchMachine, flags: [String]
  ) throws -> BenchReport {
    var request = request
    request.harness = .bench
    let program = try compileToC(file, request).program
    switch machine {
    case .host: return try benchHere(program, flags)
    case .board(let board): return try bench(program, on: board, flags)
    }
  }

  private func benchHere(_ program: CProgram, _ flags: [String]) throws -> BenchReport {
    let folder = try TemporaryFolder()
    let files = program.files()
    for file in files { try FileSystem.write(file.text, to: "\(folder.path)/\(file.name)") }
    let sources = files.map(\.name).filter { $0.hasSuffix(".c") }
    let compiler = CCompiler.host
    let results = try [[], ["-DEDGEC_PROFILE"]].enumerated().map { index, definitions in
      options.progress?(Progress(.measuring, done: index, total: 2))
      try compiler.compile(
        ["-std=c99"] + flags + definitions + sources + ["-o", "bench", "-lm"], in: folder.path,
        source: "\(program.name).c")
      guard let result = try ChildProcess.run(["\(folder.path)/bench"], timeout: .seconds(600)),
        result.status == 0
      else {
        throw Diagnostic.error(
          .internalInvariant, "the compiled program failed",
          hint: "this is a bug in edgec; please report it with the model")
      }
      return String(decoding: result.output, as: UTF8.self)
    }
    let words = compiler.command + flags
    return try report(
      program, machine: "this machine, \(words.joined(separator: " "))", unit: .nanoseconds, results
    ) { $0 }
  }

  private func bench(_ program: CProgram, on board: CortexMBoard, _ flags: [String]) throws -> BenchReport {
    let counter = ["-DEDGEC_COUNTER=0x\(String(board.counter.address, radix: 16))u"]
    let results = try [[], ["-DEDGEC_PROFILE"]].enumerated().map { index, definitions in
      options.progress?(Progress(.measuring, done: index, total: 2))
      return try BoardProgram(program.files(), for: board, flags: flags + counter + definitions)
        .run(countsInstructions: true)
    }
    return try report(
      program, machine: "\(board.rawValue) in QEMU, \(flags.joined(separator: " "))", unit: .instructions,
      results, code: CodeSize.measure(program, for: board, flags: flags)
    ) { board.counter.instructions(ticks: $0) }
  }

  /// - Parameter results: what the harness printed without and with a profile.
  private func report(
    _ program: CProgram, machine: String, unit: BenchReport.Unit, _ results: [String], code: Int? = nil,
    _ amount: (Int) -> Int
  ) throws -> BenchReport {
    let numbers = BenchOutput(results[0]), profile = BenchOutput(results[1])
    let steps = program.report.steps
    guard let total = numbers.total, profile.layers.count == steps.count else {
      throw Diagnostic.error(
        .internalInvariant, "the program printed '\(results[0].prefix(80))'",
        hint: "this is a bug in edgec; please report it with the model")
    }
    let layers = zip(steps, profile.layers).map { step, measured in
      BenchReport.Layer(
        title: step.title, kernel: step.kernel?.name, multiplyAccumulates: step.multiplyAccumulates,
        measured: amount(measured), estimatedInstructions: step.kernel?.instructions ?? 0)
    }
    return BenchReport(
      machine: machine, unit: unit, total: amount(total), layers: layers, codeBytes: code,
      weightBytes: program.report.weightBytes, arenaBytes: program.report.arenaBytes,
      stackBytes: numbers.stack)
  }
}

/// What the bench harness prints, a fact a line.
private struct BenchOutput {
  var total: Int?
  var stack: Int?
  var layers: [Int] = []

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 1 else { continue }
      if words[0] == "step" {
        layers.append(words.last.flatMap { Int($0) } ?? 0)
      } else if line.hasSuffix("bytes of stack") {
        stack = Int(words[1])
      } else if line.hasSuffix("per inference") {
        total = Int(words[1])
      }
    }
  }
}
