internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeSupport

/// `edgec optimize`: ONNX in, simpler ONNX out.
struct OptimizeCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize", abstract: "Simplifies an ONNX model without changing what it computes.",
    discussion: """
      The result is ONNX of the same opset with the same inputs and outputs: constants folded, no-ops and duplicates \
      removed, normalisations folded into convolutions. It is run beside the original before it is written.

        edgec optimize model.onnx -o simple.onnx
        edgec optimize model.onnx -o simple.onnx --dim batch=1
        edgec optimize model.onnx -o simple.onnx --verify-each
      """)

  @OptionGroup var input: ModelOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The ONNX file to write.", valueName: "file"))
  var output: String

  @Flag(
    name: .customLong("verify-each"),
    help: "Runs the model after every step and names the first step that changed a number.")
  var verifyEach = false

  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    var options = CompilerOptions()
    try input.apply(to: &options)
    options.debugging.verifyEach = verifyEach
    let watch = Stopwatch()
    let file = try ModelFile(input.model)
    let result = try session.compiler(options).optimize(file)
    try FileSystem.write(result.bytes, to: output)
    session.write(summary(result, file, watch.elapsedText))
    return .success
  }

  private func summary(_ result: OptimizedModel, _ file: ModelFile, _ time: String) -> [String] {
    var operators = TextTable([
      ("operator", .left), ("before", .right), ("after", .right), ("", .right),
    ])
    for row in result.operators {
      let change = row.after - row.before
      operators.add([
        row.name, "\(row.before)", "\(row.after)", change == 0 ? "" : change < 0 ? "\(change)" : "+\(change)",
      ])
    }
    operators.add(["all", "\(result.nodes.before)", "\(result.nodes.after)", ""])
    var facts = TextTable([.left, .left])
    facts.add(["  size", "\(result.bytes.count.grouped) B, the model has \(file.describedSize)"])
    facts.add([
      "  checked",
      result.isVerified
        ? "computes what the model does on random inputs"
        : "not run: no random inputs suit the model; compare with `edgec run` on data",
    ])
    facts.add(["  time", time])
    return ["\(input.model) → \(output)", ""] + operators.lines + [""] + facts.lines
  }
}
