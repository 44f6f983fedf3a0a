internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

/// `edgec run`: numbers in, numbers out.
struct RunCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a model on given data.",
    discussion: """
      Shapes come from the data. Outputs are written as output_0.npy, output_1.npy, … in the graph's order; when \
      the data are several samples in folders of their own, into folders of the same names.

        edgec run model.onnx --data test_data_set_0 --output results
        edgec run model.onnx --input image=cat.npy --input scale=scale.npy --output results

      Data are .npy, .npz, ONNX's .pb or raw .bin files: input_0.npy or NAME.npy in a folder, or NAME in an .npz.
      """)

  @OptionGroup var input: ModelOptions

  @Option(help: ArgumentHelp("A folder or .npz with a tensor for each input.", valueName: "path"))
  var data: String?

  @Option(
    name: .customLong("input"),
    help: ArgumentHelp("A file for one input. Repeats.", valueName: "input=file"))
  var files: [InputFileArgument] = []

  @Option(help: ArgumentHelp("The folder to write the outputs to.", valueName: "folder"))
  var output: String

  @Option(help: "What computes: the reference interpreter, or the generated C.")
  var backend = ExecutionBackend.reference

  @OptionGroup(title: "Integers") var arithmetic: ArithmeticOptions
  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    guard (data == nil) != files.isEmpty else {
      throw Diagnostic.error(
        .invalidOption, "expected either --data or --input, got \(data == nil ? "neither" : "both")",
        hint: "give --data FOLDER, or --input NAME=FILE for each input")
    }
    var options = CompilerOptions()
    try input.apply(to: &options)
    arithmetic.apply(to: &options)
    let source = data.map { RunData.dataSet($0) } ?? .files(files.map { ($0.name, $0.path) })
    let compiler = session.compiler(options)
    var table = TextTable([.left, .left, .left])
    try compiler.run(try ModelFile(input.model), on: source, backend: backend) { result in
      for (output, path) in zip(result.outputs, try result.write(to: output)) {
        table.add([output.name, "\(output.tensor.type)", path])
      }
    }
    session.write(table.lines)
    return .success
  }
}
