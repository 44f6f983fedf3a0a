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

  @OptionGroup var program: ProgramOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    session.model = input.model
    let typeName = name ?? SwiftOptions.typeName(for: EmitCCommand.name(for: input.model))
    guard SwiftOptions.isTypeName(typeName) else {
      throw Diagnostic.error(
        .invalidOption, "--name expects an identifier of Swift, got '\(typeName)'",
        hint: "use letters and digits, e.g. DigitClassifier")
    }
    let options = try program.compilerOptions(input, session.console)
    let request = program.request(name: typeName, target: .host)
    let artifact = try session.compiler(options).compileToC(try ModelFile(input.model), request)
    let swift = SwiftOptions(
      typeName: typeName, access: access, modelName: FileSystem.baseName(input.model))
    let text = artifact.program.swiftFile(swift).text
    try FileSystem.createDirectory(FileSystem.directoryName(output))
    try FileSystem.write(text, to: output)
    try program.quantization.write(artifact.quantization, model: input.model)
    guard !program.quiet else { return .success }
    session.write(summary(artifact.program, typeName) + (artifact.quantization?.details ?? []))
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
