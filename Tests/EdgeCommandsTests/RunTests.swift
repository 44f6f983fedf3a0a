import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Testing

struct RunTests {
  /// The fixtures' outputs were computed by ONNX Runtime.
  @Test(arguments: Fixture.models)
  func writesTheOutputs(name: String) throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/\(name)")
    let run = CommandRun("run", "\(model)/model.onnx", "--data", model, "--output", folder.file("out"))
    #expect(run.code == 0, "\(run.stderr)")
    let actual = try TensorFile.read(folder.file("out/output_0.npy"))
    let expected = try TensorFile.read("\(model)/output_0.npy")
    #expect(Comparison(actual, expected).firstFailure(relative: 1e-5, absolute: 1e-6) == nil)
  }

  /// The model's shapes are fixed: the leading axis of more data counts samples.
  @Test(arguments: ["reference", "c"])
  func severalSamplesInOneFile(backend: String) throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_cnn_dynamo")
    let input = try TensorFile.read("\(model)/input_0.npy").elements(as: Float.self)
    try TensorFile.write(Tensor([2, 1, 8, 8], input + input), folder.file("input_0.npy"))
    let run = CommandRun(
      "run", "\(model)/model.onnx", "--data", folder.path, "--output", folder.file("out"), "--backend",
      backend)
    #expect(run.code == 0, "\(run.stderr)")
    let output = try TensorFile.read(folder.file("out/output_0.npy"))
    let expected = try TensorFile.read("\(model)/output_0.npy").elements(as: Float.self)
    let comparison = Comparison(output, Tensor([2, 10], expected + expected))
    #expect(comparison.firstFailure(relative: 1e-5, absolute: 1e-6) == nil)
  }

  @Test func inputsByName() throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_mlp_dynamo")
    let run = CommandRun(
      "run", "\(model)/model.onnx", "--input", "input=\(model)/input_0.npy", "--output", folder.path)
    #expect(run.code == 0, "\(run.stderr)")
    #expect(try FileSystem.list(folder.path) == ["output_0.npy"])
  }

  /// Data for ONNX Runtime often give a scalar as one number along an axis.
  @Test(arguments: [[], [1], [1, 1]])
  func scalarsOfAnyRank(shape: [Int]) throws {
    var editor = GraphEditor(name: "double")
    let x = editor.addInput(name: "x", type: TensorType(.float32, []))
    editor.addOutput(name: "y", value: try editor.add(Binary(.add), [x, x])[0])
    let artifact = try Compiler(diagnostics: DiagnosticCollector())
      .lowerToTFLite(editor.graph, modelDigest: "")
    let folder = try TemporaryDirectory()
    try FileSystem.write(artifact.bytes, to: folder.file("model.tflite"))
    try TensorFile.write(Tensor(shape, [Float(1.5)]), folder.file("input_0.npy"))
    for data in [["--data", folder.path], ["--input", "x=\(folder.file("input_0.npy"))"]] {
      let run = CommandRun(["run", folder.file("model.tflite")] + data + ["--output", folder.file("out")])
      #expect(run.code == 0, "\(run.stderr)")
      let output = try TensorFile.read(folder.file("out/output_0.npy"))
      #expect(output.type == TensorType(.float32, []) && output.doubles() == [3])
    }
  }

  @Test(arguments: ["y", "Input"])
  func inputThatTheModelLacks(name: String) throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_mlp_dynamo")
    let run = CommandRun(
      "run", "\(model)/model.onnx", "--input", "\(name)=\(model)/input_0.npy", "--output", folder.path)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E701", "\(run.stderr)")
    #expect(try FileSystem.list(folder.path).isEmpty)
  }

  @Test func dataWithoutTheInput() throws {
    let folder = try TemporaryDirectory()
    try TensorFile.write(.init([1], [Float(0)]), folder.file("other.npy"))
    let run = CommandRun(
      "run", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "--data", folder.path, "--output",
      folder.file("out"))
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E701", "\(run.stderr)")
    #expect(try FileSystem.list(folder.path) == ["other.npy"])
  }
}
