internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeSupport
internal import EdgeTFLite

/// `edgec check`: everything that is in the way, at once.
struct CheckCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says whether a model can be compiled, and everything that stands in the way.",
    discussion: """
      Nothing is written. Exit code 0 when all is well, 2 when something is not.

        edgec check model.onnx
        edgec check model.onnx --target tflm
        edgec check model.onnx --quantize int8 --calibration data.npz
      """)

  @OptionGroup var input: ModelOptions

  @Option(help: "The runtime that will execute the TFLite model.")
  var target = TFLiteTarget.litert

  @OptionGroup(title: "Quantization") var quantization: QuantizeOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    try quantization.requireIntegers()
    var options = CompilerOptions()
    try input.apply(to: &options)
    options.quantization = try quantization.request()
    options.tfliteTarget = target
    let compiler = session.compiler(options)
    let report = try compiler.check(try ModelFile(input.model))
    var table = TextTable([.left, .left, .left])
    for verdict in report.verdicts {
      let count = verdict.problems.count
      let problems = "\(count) problem\(count == 1 ? "" : "s")"
      table.add([
        "  \(verdict.target)", verdict.isGo ? "go" : "no go", verdict.isGo ? verdict.summary : problems,
      ])
    }
    session.write(["\(input.model): \(report.isGo ? "go" : "no go")", ""] + table.lines)
    guard report.isGo else { throw DiagnosticsError(report.verdicts.flatMap(\.problems)) }
    return .success
  }
}
