import EdgeSupport
import EdgeTestSupport
import Foundation
import TFLiteFormat
import Testing

struct LayerTests {
  /// Layouts, fused activations and decomposed operators are no differences.
  @Test(arguments: Fixture.models)
  func nothingDiffersInside(name: String) throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(
      "verify", Fixture.path("models/\(name)/model.onnx"), "--per-layer", "--samples", "1", "--report",
      folder.file("r.json"))
    #expect(run.code == 0, "\(run.stderr)")
    for target in ["optimised graph", "TFLite model"] {
      #expect(run.stdout.contains("inside the \(target): "))
    }
    let report = String(decoding: try folder.bytes("r.json"), as: UTF8.self)
    #expect(report.contains("\"value\": \"scores\""))
    #expect(!report.contains("\"withinTolerance\": false"))
  }

  /// A convolution over time is one over images of height 1, channels last.
  @Test func axesOfSizeOne() {
    let run = CommandRun(
      "verify", Fixture.path("models/digits_tcn_dynamo/model.onnx"), "--per-layer", "--against", "tflite")
    #expect(run.code == 0, "\(run.stderr)")
    let add = run.stdout.split(separator: "\n").filter { $0.hasPrefix("add ") }
    #expect(add.map { $0.hasSuffix("✓") } == [true], "\(run.stdout)")
    #expect(!run.stdout.contains("not compared"))
  }

  /// Somebody changed a weight of the second of three layers: the activation before it is right, all after is wrong.
  @Test func firstLayerThatDiffers() throws {
    let folder = try TemporaryDirectory()
    let (model, written) = (Fixture.path("models/digits_mlp_dynamo/model.onnx"), folder.file("m.tflite"))
    #expect(CommandRun("convert", model, "-o", written).code == 0)
    var bytes = try folder.bytes("m.tflite")
    let subgraph = try #require(try TFLiteDecoder.decode(bytes, path: written).subgraphs.first)
    let dense = subgraph.operators.filter { $0.code.schemaName == "FULLY_CONNECTED" }[1]
    let weights = try #require(subgraph.tensors[dense.inputs[1]].buffer?.withUnsafeBytes { Data($0) })
    let place = try #require(Data(bytes).range(of: weights))
    bytes.replaceSubrange(place.lowerBound..<place.lowerBound + 4, with: [0, 0, 0x80, 0x41])
    try Data(bytes).write(to: URL(fileURLWithPath: written))

    let run = CommandRun("verify", model, "--against", written, "--per-layer")
    #expect(run.code == 1)
    #expect(run.diagnosticCode == "E703", "\(run.stderr)")
    #expect(run.stderr.contains("first differs after Gemm"))
    #expect(run.stderr.contains("'linear_1'"))
    let marks = run.stdout.split(separator: "\n").filter {
      $0.hasPrefix("relu ") || $0.hasPrefix("linear_1 ")
    }
    #expect(marks.map { $0.hasSuffix("✓") } == [true, false])
    #expect(marks.last?.hasSuffix("✗ first") == true)
  }

  @Test func compiledProgramsHaveNoInside() {
    let run = CommandRun(
      "verify", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "--against", "c", "--per-layer")
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
  }
}
