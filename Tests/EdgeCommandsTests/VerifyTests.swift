import EdgeData
import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Foundation
import Testing

struct VerifyTests {
  /// Expected outputs, optimised graph, generated C and the TFLite model.
  @Test(arguments: Fixture.models)
  func everythingIsEqual(name: String) throws {
    let folder = Fixture.path("models/\(name)")
    let run = CommandRun("verify", "\(folder)/model.onnx", "--data", folder)
    #expect(run.code == 0, "\(run.stderr)")
    for target in ["expected outputs", "optimised graph", "generated C", "TFLite model"] {
      #expect(run.stdout.contains(target))
    }
  }

  /// An int8 model is the same integers in C.
  @Test func quantizedModelInC() throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_cnn_torchscript")
    let file = folder.file("int8.tflite")
    let converted = CommandRun(
      "convert", "\(model)/model.onnx", "-o", file, "--quantize", "int8", "--calibration",
      "\(model)/calibration.npz")
    #expect(converted.code == 0, "\(converted.stderr)")
    let run = CommandRun("verify", file, "--against", "c", "--atol", "0", "--rtol", "0")
    #expect(run.code == 0, "\(run.stderr)")
  }

  @Test func numbersThatDiffer() throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_mlp_dynamo")
    try TensorFile.write(TensorFile.read("\(model)/input_0.npy"), folder.file("input_0.npy"))
    let right = try TensorFile.read("\(model)/output_0.npy")
    let wrong = right.elements(as: Float.self).enumerated().map { $0 == 3 ? $1 + 1 : $1 }
    try TensorFile.write(Tensor(right.shape, wrong), folder.file("output_0.npy"))
    let run = CommandRun(
      "verify", "\(model)/model.onnx", "--data", folder.path, "--against", "c", "--report",
      folder.file("r.json"),
      "--junit", folder.file("r.xml"))
    #expect(run.code == 1)
    #expect(run.diagnosticCode == "E703", "\(run.stderr)")
    #expect(run.stderr.contains("element 3 is"))
    #expect(run.stdout.contains("1 of 2 comparisons"))
    let report = String(decoding: try folder.bytes("r.json"), as: UTF8.self)
    #expect(report.contains("\"withinTolerance\": false"))
    let junit = String(decoding: try folder.bytes("r.xml"), as: UTF8.self)
    #expect(junit.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""))
  }

  @Test func page() throws {
    let folder = try TemporaryDirectory()
    let source = Fixture.path("models/digits_mlp_dynamo")
    try FileSystem.createDirectory(folder.file("<b>&"))
    for name in ["input_0.npy", "output_0.npy"] {
      try FileSystem.write(FileSystem.read("\(source)/\(name)"), to: folder.file("<b>&/\(name)"))
    }
    let run = CommandRun(
      "verify", "\(source)/model.onnx", "--data", folder.file("<b>&"), "--against", "tflite", "--per-layer",
      "--report", folder.file("r.html"))
    #expect(run.code == 0, "\(run.stderr)")
    let page = String(decoding: try folder.bytes("r.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains(">expected outputs</td><td data-label=\"output\">scores f32[1,10]</td>"))
    #expect(page.contains("<h2>Inside the TFLite model</h2>"))
    #expect(page.contains("&lt;b&gt;&amp;"))
    #expect(!page.contains("<b>&") && !page.contains("<script"))
    #expect(
      page.contains("<svg class=\"memory\"")
        && !page.replacing("http://www.w3.org/", with: "").contains("http"))
  }

  /// Somebody changed a weight of the generated program.
  @Test func changedProgram() throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_mlp_dynamo/model.onnx")
    #expect(CommandRun("emit-c", model, "-o", folder.path, "--name", "mlp").code == 0)
    #expect(CommandRun("verify", model, "--against", folder.path).code == 0)
    let weights = String(decoding: try folder.bytes("mlp_weights.h"), as: UTF8.self)
    let changed = try #require(weights.range(of: "  0."))
    try folder.write(weights.replacingCharacters(in: changed, with: "  9."), to: "mlp_weights.h")
    let run = CommandRun("verify", model, "--against", folder.path)
    #expect(run.code == 1, "\(run.stderr)")
  }

  /// What `convert` writes is a model like any other: compared with, verified itself, run and compiled to C.
  @Test func tfliteModel() throws {
    let folder = try TemporaryDirectory()
    let source = Fixture.path("models/digits_cnn_dynamo")
    let written = folder.file("m.tflite")
    #expect(CommandRun("convert", "\(source)/model.onnx", "-o", written).code == 0)
    #expect(CommandRun("verify", "\(source)/model.onnx", "--against", written).code == 0)
    let itself = CommandRun("verify", written, "--data", source)
    #expect(itself.code == 0, "\(itself.stderr)")
    #expect(itself.stdout.contains("expected outputs"))
    #expect(CommandRun("run", written, "--data", source, "--output", folder.file("o")).code == 0)
    let shown = try TensorFile.read(folder.file("o/output_0.npy"))
    #expect(shown.shape == (try TensorFile.read("\(source)/output_0.npy")).shape)
    let other = CommandRun(
      "verify", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "--against", written)
    #expect(other.stderr.contains("E701"), "\(other.stderr)")
  }

  @Test(arguments: [
    ["--samples", "0"], ["--rtol", "-1"], ["--atol", "nan"], ["--max-ulp", "-1"],
    ["--max-ulp", "1", "--rtol", "1"], ["--report", "r.txt"],
  ])
  func mistakesInOptions(options: [String]) {
    let run = CommandRun(["verify", Fixture.path("models/digits_mlp_dynamo/model.onnx")] + options)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
  }

  @Test(arguments: [
    ("/nonexistent", "E801"), (Fixture.path("malformed/text.onnx"), "E102"), (Fixture.path("data"), "E701"),
  ])
  func artefactsThatAreNone(path: String, code: String) {
    let run = CommandRun("verify", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "--against", path)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == code, "\(run.stderr)")
  }

  @Test func dataThatDoNotFit() {
    let run = CommandRun(
      "verify", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "--data",
      Fixture.path("models/digits_cnn_dynamo"))
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E701", "\(run.stderr)")
  }
}
