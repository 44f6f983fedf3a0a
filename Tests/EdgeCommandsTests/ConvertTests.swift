import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import TFLiteFormat
import Testing

struct ConvertTests {
  @Test(arguments: Fixture.models)
  func writesTheModelAndAReport(name: String) throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(
      "convert", Fixture.path("models/\(name)/model.onnx"), "-o", folder.file("m.tflite"), "--report",
      folder.file("m.json"))
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.contains("FULLY_CONNECTED"))
    let bytes = try folder.bytes("m.tflite")
    let model = try TFLiteDecoder.decode(bytes, path: "m.tflite")
    #expect(model.subgraphs[0].inputs.count == 1)
    let report = String(decoding: try folder.bytes("m.json"), as: UTF8.self)
    #expect(report.contains("\"outputBytes\": \(bytes.count),"))
    // The last operator is the model's last node, or the head of what it was fused into.
    let source = try ONNXDecoder.decodeModel(path: Fixture.path("models/\(name)/model.onnx")).graph
    let nodes = source.nodes.indices.filter { report.contains("\"index\": \($0)}") }
    #expect(nodes.contains(source.nodes.count - 1))
    let operators = model.subgraphs[0].operators.count
    #expect(report.split(separator: "\"outputs\": [").count - 2 == operators)
    #expect(try FileSystem.list(folder.path) == ["m.json", "m.tflite"])
  }

  /// The same model gives the same bytes, which name it.
  @Test func isDeterministic() throws {
    let folder = try TemporaryDirectory()
    let source = Fixture.path("models/digits_cnn_dynamo/model.onnx")
    for name in ["a", "b"] { #expect(CommandRun("convert", source, "-o", folder.file(name)).code == 0) }
    #expect(try folder.bytes("a") == folder.bytes("b"))
    let metadata = try TFLiteDecoder.decode(folder.bytes("a"), path: "a").metadata
    let entry = try #require(metadata.first { $0.name == "edgec" })
    let digest = try SHA256.hexDigest(FileSystem.read(source))
    #expect(String(decoding: entry.data.bytes, as: UTF8.self) == "\(EdgecVersion.text) sha256:\(digest)")
  }

  @Test func stagesCanBeSeen() throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(
      "convert", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "-o", folder.file("m"), "--dump-after",
      "fold-constants", "--verify-each")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stderr.contains("after fold-constants:\ngraph "))
    let early = CommandRun(
      "convert", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "-o", folder.file("m"), "--dump-after",
      "all", "--stop-after", "1")
    #expect(early.stderr.contains("after eliminate-dead-code:"))
    #expect(!early.stderr.contains("after fold-constants:"))
  }
}
