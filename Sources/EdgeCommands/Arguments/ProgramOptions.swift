internal import ArgumentParser
internal import EdgeC
internal import EdgeCompiler

/// How a model becomes a program, and what that may take.
struct ProgramOptions: ParsableArguments {
  @Option(name: .customLong("optimize"), help: "What kernels are chosen for.")
  var goal = KernelGoal.balanced

  @Option(
    name: .customLong("max-ram"),
    help: ArgumentHelp("The most memory that tensors may need, e.g. 64K.", valueName: "bytes"))
  var maxRAM: ByteCountArgument?

  @Option(
    help: ArgumentHelp("The most that weights may need, e.g. 512K; code comes on top.", valueName: "bytes"))
  var maxFlash: ByteCountArgument?

  @Flag(help: "Prints nothing but diagnostics.")
  var quiet = false

  @OptionGroup var file: OptionsFile
  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup(title: "Debugging") var debugging: DebugOptions
  @OptionGroup(title: "Integers") var arithmetic: ArithmeticOptions

  /// - Throws: `Diagnostic` E803.
  func compilerOptions(_ input: ModelOptions, _ console: Console) throws -> CompilerOptions {
    try quantization.requireIntegers()
    var options = CompilerOptions()
    try input.apply(to: &options)
    arithmetic.apply(to: &options)
    options.quantization = try quantization.request()
    try debugging.apply(to: &options, console)
    return options
  }

  func request(name: String, target: CTarget) -> CProgramRequest {
    var request = CProgramRequest(name: name)
    request.target = target
    request.goal = goal
    request.maxRAM = maxRAM?.bytes
    request.maxFlash = maxFlash?.bytes
    return request
  }
}
