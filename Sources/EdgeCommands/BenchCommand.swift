internal import ArgumentParser
internal import EdgeC
internal import EdgeCompiler
internal import EdgeSupport

/// `edgec bench`: what an inference takes, layer by layer.
struct BenchCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures an inference of the generated C, layer by layer.",
    discussion: """
      On this machine in time; with --qemu on an emulated microcontroller, in instructions, which are exact and the \
      same everywhere. Instructions are not cycles: the emulator knows no pipeline and no waiting for memory.

        edgec bench model.onnx
        edgec bench model.tflite --qemu cortex-m4 --qemu cortex-m55
        edgec bench model.tflite --qemu cortex-m4 --optimize size --cflags=-Os
        edgec bench model.onnx --quantize int8 --calibration data.npz --qemu cortex-m4 --json bench.json

      A layer's number is taken while it is announced to a counter, so layers may differ from their sum in the whole \
      by some instructions. The C compiler is cc, or what CC names; for boards arm-none-eabi-gcc.
      """)

  @OptionGroup var input: ModelOptions

  @Option(help: ArgumentHelp("Measures on an emulated board with this processor. Repeats.", valueName: "cpu"))
  var qemu: [CortexMBoard] = []

  @Option(
    help: "The processor the program is for; this machine's vectors or the board's processor by default.")
  var target: CTarget?

  @Option(name: .customLong("optimize"), help: "What kernels are chosen for.")
  var goal = KernelGoal.balanced

  @Option(
    help: ArgumentHelp(
      "Words for the C compiler (-O3 -march=native here; for boards -O2, or -Os with --optimize size).",
      valueName: "flags"))
  var cflags: String?

  @Option(help: ArgumentHelp("Also writes what was measured as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Also writes one line for each layer as CSV.", valueName: "file"))
  var csv: String?

  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup(title: "Integers") var arithmetic: ArithmeticOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    try quantization.requireIntegers()
    var options = CompilerOptions()
    try input.apply(to: &options)
    arithmetic.apply(to: &options)
    options.quantization = try quantization.request()
    let compiler = session.compiler(options)
    let file = try ModelFile(input.model)
    let machines = qemu.isEmpty ? [BenchMachine.host] : qemu.map { .board($0) }
    var reports: [BenchReport] = []
    for machine in machines {
      var request = CProgramRequest(name: EmitCCommand.name(for: input.model))
      request.goal = goal
      request.target = target ?? machine.target
      let flags = (cflags ?? machine.defaultFlags(goal)).split(separator: " ").map(String.init)
      let report = try compiler.bench(file, request, on: machine, flags: flags)
      session.write(report.lines + (machine == machines.last ? [] : [""]))
      reports.append(report)
    }
    if let json { try FileSystem.write(JSON.array(reports.map(\.json)).pretty + "\n", to: json) }
    if let csv {
      let lines = [BenchReport.heading] + reports.flatMap(\.commaSeparated)
      try FileSystem.write(lines.joined(separator: "\n") + "\n", to: csv)
    }
    return .success
  }
}

extension BenchMachine {
  fileprivate var target: CTarget {
    switch self {
    case .host: .host
    case .board(let board): board.target
    }
  }

  fileprivate func defaultFlags(_ goal: KernelGoal) -> String {
    switch self {
    case .host: "-O3 -march=native"
    case .board: goal.compilerFlag
    }
  }
}
