internal import ArgumentParser
internal import EdgeC
internal import EdgeCompiler
internal import EdgeSupport

/// `edgec emit-swift`: ONNX in, a Swift type out.
struct EmitSwiftCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "emit-swift", abstract: "Compiles an ONNX model to a Swift type that predicts.",
    discussion: """
      The file holds a class, named for the model's file, with the weights in it. It needs the modules of edgec's library \
      product EdgeModel and nothing else. Swift packages have this done by the plugin EdgeModelPlugin, which takes the \
      options from NAME.edgec.json beside the model.

        edgec emit-swift kws.onnx -o Sources/App/KWS.swift --name KWS
        edgec emit-swift kws.onnx -o KWS.swift --quantize int8 --calibration data.npz --access public
        edgec emit-swift kws.onnx -o KWS.swift --options kws.edgec.json

        let scores = try KWS().predict(samples)
      """)

  @OptionGroup var input: ModelOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The type's name; by default made of the file's, e.g. DigitClassifier of digit-classifier.onnx.",
      valueName: "id"))
  var name: String?

  @Option(help: "Who can see the type.")
  var access = SwiftAccess.internal

  @Option(name: .customLong("optimize"), help: "What kernels are chosen for.")
  var goal = KernelGoal.balanced

  @Option(
    name: .customLong("max-ram"),
    help: ArgumentHelp("The most an instance's memory may need, e.g. 64K.", valueName: "bytes"))
  var maxRAM: ByteCountArgument?

  @Option(help: ArgumentHelp("The most the weights may need, e.g. 512K.", valueName: "bytes"))
  var maxFlash: ByteCountArgument?

  @Flag(help: "Prints nothing but diagnostics.")
  var quiet = false

  @OptionGroup var file: OptionsFile
  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup(title: "Debugging") var debugging: DebugOptions
  @OptionGroup(title: "Integers") var arithmetic: ArithmeticOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    session.model = input.model
    try quantization.requireIntegers()
    let typeName = name ?? SwiftOptions.typeName(for: EmitCCommand.name(for: input.model))
    guard SwiftOptions.isTypeName(typeName) else {
      throw Diagnostic.error(
        .invalidOption, "--name expects an identifier of Swift, got '\(typeName)'",
        hint: "use letters and digits, e.g. DigitClassifier")
    }
    var options = CompilerOptions()
    try input.apply(to: &options)
    arithmetic.apply(to: &options)
    options.quantization = try quantization.request()
    try debugging.apply(to: &options, session.console)
    var request = CProgramRequest(name: typeName)
    request.target = .host
    request.goal = goal
    request.maxRAM = maxRAM?.bytes
    request.maxFlash = maxFlash?.bytes

    let compiler = session.compiler(options)
    let artifact = try compiler.compileToC(try ModelFile(input.model), request)
    let program = artifact.program
    let swift = SwiftOptions(
      typeName: typeName, access: access, modelName: FileSystem.baseName(input.model))
    let text = program.swiftFile(swift).text
    try FileSystem.createDirectory(FileSystem.directoryName(output))
    try FileSystem.write(text, to: output)
    try quantization.write(artifact.quantization, model: input.model)
    if !quiet { session.write(summary(program, typeName) + (artifact.quantization?.details ?? [])) }
    return .success
  }

  private func summary(_ program: CProgram, _ typeName: String) -> [String] {
    let memory = program.report
    return ["\(input.model) → \(output)", ""]
      + TypedName.table(
        inputs: program.inputs.map { TypedName(name: $0.name, type: $0.type) },
        outputs: program.outputs.map { TypedName(name: $0.name, type: $0.type) })
      + [
        "", "  memory   \(memory.arenaBytes.grouped) B for each instance",
        "  weights  \(memory.weightBytes.grouped) B", "  use      try \(typeName)().predict(…)",
      ]
  }
}
