import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeONNX
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// `edgec reduce` from the command line: what fails, what is written, what is refused.
struct ReduceTests {
  private let folder: TemporaryDirectory
  private let model = Fixture.path("models/digits_cnn_dynamo/model.onnx")

  init() throws { folder = try TemporaryDirectory() }

  private var small: String { folder.file("small.onnx") }

  private func reduce(_ arguments: String...) -> CommandRun {
    CommandRun(["reduce", model, "-o", small] + arguments)
  }

  private func operators() throws -> [String] {
    guard case .onnx(let model) = try ModelFile(small).content else { return [] }
    return model.graph.nodes.map(\.operatorType)
  }

  /// Runs the last line of what was printed.
  private func reproduce(_ run: CommandRun) -> CommandRun {
    let line = run.stdout.split(separator: "\n").last.map(String.init) ?? ""
    return CommandRun(line.split(separator: " ").dropFirst().map(String.init))
  }

  /// Generated C rounds otherwise than the reference: not one bit of difference is allowed here.
  @Test func numbersThatDiffer() throws {
    let before = try FileSystem.read(model)
    let run = reduce("--against", "c", "--max-ulp", "0")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(try operators().count < 3)
    let again = reproduce(run)
    #expect(again.code == 1)
    #expect(again.diagnosticCode == "E703", "\(run.stdout) \(again.stderr)")
    #expect(try FileSystem.read(model) == before)
  }

  /// A refusal keeps its code, its place is all that is left.
  @Test func refusals() throws {
    let model = Fixture.path("malformed/unknown_operators.onnx")
    let run = CommandRun("reduce", model, "-o", small, "--code", "E201", "--message", "Twirl")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(try operators() == ["Twirl"])
    #expect(reproduce(run).diagnosticCode == "E201")
  }

  @Test func budgets() throws {
    let run = reduce("--command", "emit-c --max-ram 2K", "--code", "E603", "--max-tests", "10")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(try operators().count < 4)
    #expect(run.stdout.contains("a limit ended the search"))
    #expect(run.stdout.contains("emit-c \(small) --max-ram 2K -o \(folder.file("small_c"))"))
    #expect(reproduce(run).diagnosticCode == "E603")
  }

  @Test func scripts() throws {
    let script = folder.file("test.sh")
    try FileSystem.write("#!/bin/sh\ngrep -q ReduceMean \"$1\"\n", to: script)
    let isRefused = reduce("--test", script)
    #expect(isRefused.code == 2)
    #expect(isRefused.stderr.contains("chmod +x"), "\(isRefused.stderr)")
    _ = try ChildProcess.run(["chmod", "+x", script])
    let run = reduce("--test", script)
    #expect(run.code == 0, "\(run.stderr)")
    #expect(try operators() == ["ReduceMean"])
    #expect(run.stdout.hasSuffix("  \(script) \(small)\n"), "\(run.stdout)")
  }

  @Test func hangingScripts() throws {
    let script = folder.file("test.sh")
    try FileSystem.write("#!/bin/sh\nsleep 60\n", to: script)
    _ = try ChildProcess.run(["chmod", "+x", script])
    let run = reduce("--test", script, "--timeout", "1")
    #expect(run.code == 2)
    #expect(run.stderr.contains("nothing fails"))
  }

  /// Inputs that the failure needs lie beside the model in ONNX's own layout.
  @Test func inputsAreWritten() throws {
    let script = folder.file("test.sh")
    try FileSystem.write("#!/bin/sh\ntest -f \"$2/test_data_set_0/input_0.pb\"\n", to: script)
    _ = try ChildProcess.run(["chmod", "+x", script])
    let run = reduce("--test", script)
    #expect(run.code == 0, "\(run.stderr)")
    let data = folder.file("small_data")
    #expect(run.stdout.contains(data))
    let tensor = try TensorFile.read("\(data)/test_data_set_0/input_0.pb")
    #expect(tensor.type.elementCount == 1)
  }

  @Test func nothingFails() {
    let run = reduce("--against", "tflite")
    #expect(run.code == 2)
    #expect(run.stderr.contains("does not fail"))
    #expect(!FileSystem.exists(small))
  }

  /// Each with what the message must name.
  @Test(arguments: [
    (["--code", "E999"], "E999"),
    (["--command", "explain"], "verify"),
    (["--command", ""], "verify"),
    (["--against", "model.tflite"], "'c' or 'tflite'"),
    (["--test", "x.sh", "--code", "E501"], "--test"),
    (["--command", "check", "--rtol", "1"], "check"),
    (["--max-tests", "0"], "--max-tests"),
    (["--timeout", "0"], "--timeout"),
  ])
  func mistakes(arguments: [String], mention: String) {
    let run = CommandRun(["reduce", model, "-o", small] + arguments)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
    #expect(run.stderr.contains(mention), "\(run.stderr)")
  }

  @Test func theModelIsNotOverwritten() {
    let run = CommandRun("reduce", small, "-o", small)
    #expect(run.code == 2)
    #expect(run.stderr.contains("-o names the model itself"))
  }

  @Test func tfliteModelsAreRefused() {
    let run = CommandRun("reduce", Fixture.path("tflite/add.tflite"), "-o", small, "--code", "E501")
    #expect(run.diagnosticCode == "E102", "\(run.stderr)")
  }
}
