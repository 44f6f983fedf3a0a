internal import ArgumentParser
internal import EdgeSupport

/// The root of the command line: nothing but its subcommands.
struct EdgecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edgec",
    abstract: "Turns trained ONNX models into TFLite or plain C, and proves that they compute the same.",
    discussion: """
      A first look, then the artefact, then the proof:

        edgec inspect model.onnx
        edgec convert model.onnx -o model.tflite
        edgec verify model.onnx --against model.tflite

      Results go to standard output, diagnostics to standard error. Exit codes: 0 done, 1 numbers differ \
      or a budget is exceeded, 2 the model or an option cannot be used, 70 a bug in edgec.
      """,
    version: "edgec \(EdgecVersion.text)",
    subcommands: [
      InspectCommand.self, CheckCommand.self, OptimizeCommand.self, ConvertCommand.self, EmitCCommand.self,
      EmitSwiftCommand.self, QuantizeCommand.self, VerifyCommand.self, RunCommand.self, BenchCommand.self,
      ReduceCommand.self,
      ExplainCommand.self,
    ])
}
