import EdgeSupport
import EdgeTestSupport
import Foundation
import Testing

/// What cannot be used is refused: exit code 2, a diagnostic, and nothing written.
struct RefusalTests {
  @Test(arguments: try MalformedModel.all().filter { $0.code != nil }, ["convert", "inspect", "check"])
  func malformedModel(model: MalformedModel, command: String) throws {
    let folder = try TemporaryDirectory()
    let outputs =
      command == "convert" ? ["-o", folder.file("out.tflite"), "--report", folder.file("r.json")] : []
    let run = CommandRun([command, model.path] + outputs)
    let code = try #require(model.code)
    #expect(run.code == 2)
    #expect(run.stderr.contains("\(model.path): error: \(code.rawValue): "), "\(run.stderr)")
    for mention in model.mentions { #expect(run.stderr.contains(mention), "\(run.stderr)") }
    #expect(command != "convert" || run.stdout.isEmpty || run.code == 0)
    #expect(try run.code == 0 || FileSystem.list(folder.path).isEmpty)
  }

  @Test func diagnosticsAsText() {
    let run = CommandRun("check", Fixture.path("malformed/unknown_operators.onnx"))
    #expect(run.code == 2)
    Golden.expect(
      run.stderr.replacingOccurrences(of: Fixture.packageRoot, with: "."),
      equals: "diagnostics/unsupported.txt")
  }

  @Test func diagnosticsAsJSON() {
    let run = CommandRun("check", Fixture.path("malformed/unknown_operators.onnx"), "--diagnostics", "json")
    #expect(run.code == 2)
    Golden.expect(
      run.stderr.replacingOccurrences(of: Fixture.packageRoot, with: "."),
      equals: "diagnostics/unsupported.jsonl")
  }

  @Test func missingModel() {
    let run = CommandRun("inspect", "/nonexistent/model.onnx")
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E801")
  }

  @Test(arguments: ["/nonexistent/folder/out.tflite", "/proc/out.tflite"])
  func unwritableOutput(path: String) {
    let run = CommandRun("convert", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "-o", path)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E802", "\(run.stderr)")
    #expect(run.stdout.isEmpty)
  }

  /// A folder stands where the file should be: the temporary neighbour goes too.
  @Test func unwritableOutputLeavesNothing() throws {
    let folder = try TemporaryDirectory()
    try FileSystem.createDirectory(folder.file("out.tflite/inside"))
    let run = CommandRun(
      "convert", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "-o", folder.file("out.tflite"))
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E802", "\(run.stderr)")
    #expect(try FileSystem.list(folder.path) == ["out.tflite"])
  }

  @Test(arguments: [["--dim", "batch=3"], ["--input-shape", "a=1,2"]])
  func shapesOfTFLiteModelsAreFixed(options: [String]) {
    let run = CommandRun(["check", Fixture.path("tflite/add.tflite")] + options)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
  }

  @Test(arguments: [["--dim", "nope=3"], ["--input-shape", "nope=1,2"]])
  func optionsThatNameNothing(options: [String]) {
    let run = CommandRun(["check", Fixture.path("models/digits_mlp_dynamo/model.onnx")] + options)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E212", "\(run.stderr)")
  }
}
