internal import ArgumentParser
internal import EdgeC
internal import EdgeCompiler
internal import EdgeSupport

/// `edgec emit-c`: ONNX in, C out.
struct EmitCCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "emit-c", abstract: "Compiles an ONNX model to plain C with one static arena.",
    discussion: """
      The code is C99 without malloc, stdio or a runtime; the RAM it needs is known exactly. When a budget is \
      exceeded the exit code is 1 and nothing is written.

        edgec emit-c model.onnx -o build/kws --name kws
        edgec emit-c model.onnx -o build/kws --name kws --max-ram 64K --max-flash 512K
        edgec emit-c model.onnx -o build/kws --quantize int8 --calibration data.npz --io-type int8
        edgec emit-c model.tflite -o build/kws --target cortex-m4 --rounding tflm
        edgec emit-c model.tflite -o build/kws --target cortex-m4 --report
        edgec emit-c model.onnx -o build/kws --harness test && make -C build/kws test
      """)

  @OptionGroup var input: ModelOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String

  @Option(help: "The processor the program is for.")
  var target = CTarget.portable

  @Option(
    help: ArgumentHelp("Prefix of every name in the code; the model's file name by default.", valueName: "id")
  )
  var name: String?

  @Option(help: "What comes along: nothing, a program that checks test vectors, or one that takes the time.")
  var harness = CHarness.none

  @Flag(help: "Kernels and weights go into NAME.c itself.")
  var singleFile = false

  @Flag(help: "Also print for each layer which kernel computes it, what that takes, and why it is no other.")
  var report = false

  @OptionGroup var program: ProgramOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    session.model = input.model
    let options = try program.compilerOptions(input, session.console)
    var request = program.request(name: name ?? EmitCCommand.name(for: input.model), target: target)
    request.harness = harness
    request.singleFile = singleFile

    let compiler = session.compiler(options)
    let artifact = try compiler.compileToC(try ModelFile(input.model), request)
    let files = artifact.program.files()
    try FileSystem.createDirectory(output)
    for file in files { try FileSystem.write(file.text, to: "\(output)/\(file.name)") }
    try program.quantization.write(artifact.quantization, model: input.model)
    if !program.quiet { session.write(summary(artifact, files) + (artifact.quantization?.details ?? [])) }
    if report { session.write([""] + artifact.program.report.kernelTable) }
    return .success
  }

  /// The file's name without its extension, or the folder's where the file is just called `model`.
  static func name(for path: String) -> String {
    let stem = FileSystem.baseName(path).split(separator: ".").first.map(String.init) ?? "model"
    let folder = FileSystem.baseName(FileSystem.directoryName(path))
    return stem == "model" && ![".", "..", "/", ""].contains(folder) ? folder : stem
  }

  private func summary(_ artifact: CArtifact, _ files: [CFile]) -> [String] {
    let program = artifact.program
    let report = program.report
    var memory = TextTable([.left, .right, .left, .left])
    func add(_ name: String, _ bytes: Int, _ budget: ByteCountArgument?, _ remark: String) {
      let share = budget.map { "of \($0.bytes.grouped) B, \(bytes * 100 / max(1, $0.bytes)) %" } ?? ""
      memory.add(["  \(name)", "\(bytes.grouped) B", remark, share])
    }
    let proof =
      report.arenaBytes == report.lowerBound
      ? "provably the least" : "at least \(report.lowerBound.grouped) B"
    add("RAM", report.arenaBytes, self.program.maxRAM, "one arena, \(proof)")
    add("flash", report.weightBytes, self.program.maxFlash, "weights; code comes on top")
    let causes = report.causes.prefix(3).map { "\($0.name) \($0.bytes.grouped) B" }
    return ["\(input.model) → \(output)", ""]
      + TypedName.table(
        inputs: program.inputs.map { TypedName(name: $0.name, type: $0.type) },
        outputs: program.outputs.map { TypedName(name: $0.name, type: $0.type) })
      + [""] + memory.lines + [""] + (artifact.removedChannels.summary.map { ["  less   \($0)"] } ?? [])
      + [
        "  peak   \(causes.joined(separator: ", "))",
        "  files  \(files.map(\.name).joined(separator: ", "))",
        "  use    #include \"\(program.name).h\", fill \(program.name)_input_0, call \(program.name)_run",
      ] + (harness == .none ? [] : ["  next   make -C \(output) \(harness == .test ? "test" : "run")"])
  }
}
