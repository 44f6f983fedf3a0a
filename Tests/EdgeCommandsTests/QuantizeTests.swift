import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import TFLiteFormat
import Testing

/// `edgec quantize`, and what other commands make of its files.
struct QuantizeTests {
  private static let model = Fixture.path("models/digits_cnn_torchscript/model.onnx")

  private let folder: TemporaryDirectory
  private let data: String

  init() throws {
    folder = try TemporaryDirectory()
    data = folder.file("data.npy")
    try TensorFile.write(RandomTensors.tensor(TensorType(.float32, [30, 1, 8, 8]), seed: 1), data)
  }

  private func succeed(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation)
    -> CommandRun
  {
    let run = CommandRun(arguments)
    #expect(run.code == 0, "\(run.stderr)", sourceLocation: sourceLocation)
    return run
  }

  /// The merged statistics of parts are those of one run, and so is what is made with them.
  @Test func partsMergeToOneRun() throws {
    let (model, data) = (Self.model, self.data)
    func statistics(_ name: String, _ more: String...) {
      let run = CommandRun(
        ["quantize", model, "--calibration", data, "--statistics", folder.file(name)] + more)
      #expect(run.code == 0, "\(run.stderr)")
    }
    statistics("whole.json")
    statistics("1.json", "--shard", "1/2")
    statistics("2.json", "--shard", "2/2")
    _ = succeed(
      "quantize", "--merge", folder.file("1.json"), folder.file("2.json"), "--statistics",
      folder.file("merged.json"))
    #expect(try folder.bytes("merged.json") == folder.bytes("whole.json"))
    #expect(try folder.bytes("1.json") != folder.bytes("whole.json"))

    let convert = ["convert", model, "--quantize", "int8", "--calibration", data, "-o"]
    #expect(CommandRun(convert + [folder.file("a")]).code == 0)
    #expect(CommandRun(convert + [folder.file("b"), "--ranges", folder.file("merged.json")]).code == 0)
    #expect(try folder.bytes("a") == folder.bytes("b"))

    let alone = succeed(
      "convert", model, "--quantize", "int8", "--ranges", folder.file("merged.json"), "-o", folder.file("c"))
    #expect(alone.stdout.contains("weights to the nearest"))
    #expect(try folder.bytes("c") != folder.bytes("a"))
  }

  /// Sizes are moved between layers before anything is measured: artefacts are those of one graph still.
  @Test func equalized() throws {
    let source = Fixture.path("models/digits_mlp_torchscript")
    let (model, data) = (folder.file("lopsided.onnx"), "\(source)/calibration.npz")
    var lopsided = try ONNXDecoder.decodeModel(path: "\(source)/model.onnx")
    let first = try #require(lopsided.graph.initializers.firstIndex { $0.shape == [32, 64] })
    let weights = lopsided.graph.initializers[first].data.withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
    let unlike = weights.enumerated().map { $0.offset / 64 % 2 == 0 ? $0.element * 64 : $0.element }
    lopsided.graph.initializers[first].data = .bytes(
      ONNXBytes(unlike.flatMap { withUnsafeBytes(of: $0, Array.init) }))
    try FileSystem.write(ONNXEncoder.encode(lopsided), to: model)
    let plain = ["--quantize", "int8", "--calibration", data]
    let options = plain + ["--cle", "--smooth", "0.5"]
    #expect(CommandRun(["convert", model, "-o", folder.file("a")] + plain).code == 0)
    #expect(CommandRun(["convert", model, "-o", folder.file("b")] + options).code == 0)
    #expect(try folder.bytes("a") != folder.bytes("b"))
    let run = CommandRun(["verify", model, "--against", "c", "--against", "tflite"] + options)
    #expect(run.code == 0, "\(run.stderr)")
    _ = succeed("quantize", model, "--calibration", data, "--statistics", folder.file("plain.json"))
    let foreign = CommandRun(
      ["convert", model, "-o", folder.file("m.tflite"), "--ranges", folder.file("plain.json")] + options)
    #expect(foreign.diagnosticCode == "E701", "\(foreign.stderr)")
  }

  @Test(arguments: [
    ["convert", "-o", "m.tflite", "--quantize", "int8", "--smooth", "2"],
    ["quantize", "-o", "q.onnx", "--cle"],
  ])
  func noEqualization(_ arguments: [String]) {
    let run = CommandRun([arguments[0], Self.model, "--calibration", data] + arguments.dropFirst())
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
  }

  /// Decoded, the QDQ model is the same model with pairs of nodes; converted, nothing in it computes in floats.
  @Test func qdqModelsBecomeIntegers() throws {
    let run = succeed(
      "quantize", Self.model, "-o", folder.file("qdq.onnx"), "--calibration", data, "--quantization-report",
      folder.file("q.json"))
    #expect(!run.stdout.contains("  in float"))
    let source = try ONNXDecoder.decodeModel(path: Self.model).graph
    let graph = try ONNXDecoder.decodeModel(path: folder.file("qdq.onnx")).graph
    #expect(graph.inputs == source.inputs)
    #expect(graph.outputs == source.outputs)
    let convolutions = graph.nodes.filter { $0.operatorType == "Conv" }
    #expect(convolutions.count == source.nodes.filter { $0.operatorType == "Conv" }.count)
    let dequantized = Set(
      graph.nodes.filter { $0.operatorType == "DequantizeLinear" }.flatMap(\.outputs))
    for node in convolutions { #expect(node.inputs.count == 3 && dequantized.isSuperset(of: node.inputs)) }

    let converted = succeed("convert", folder.file("qdq.onnx"), "-o", folder.file("m.tflite"))
    #expect(!converted.stderr.contains("E402"), "\(converted.stderr)")
    let model = try TFLiteDecoder.decode(folder.bytes("m.tflite"), path: "m.tflite").subgraphs[0]
    let floats = model.operators.filter { node in
      node.outputs.contains { model.tensors[$0].type == .float32 }
    }
    #expect(floats.map(\.code.schemaName) == ["DEQUANTIZE"])

    let verified = succeed("verify", folder.file("qdq.onnx"), "--samples", "2")
    #expect(verified.stdout.contains("bit by bit"))
    #expect(verified.stdout.contains("beside the model's own arithmetic"))
  }

  /// Artefacts are what the integers say, to the bit; the float model is far away, and that is no error.
  @Test func verifiesIntegers() throws {
    let quantization = ["--quantize", "int8", "--calibration", data]
    let run = CommandRun(
      ["verify", Self.model, "--report", folder.file("v.json"), "--samples", "3"] + quantization)
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.contains("equal within the tolerance: 2 comparisons"), "\(run.stdout)")
    #expect(run.stdout.contains(" dB, at most "))
    #expect(String(decoding: try folder.bytes("v.json"), as: UTF8.self).contains("\"agreement\""))
    let other = CommandRun(
      ["convert", Self.model, "-o", folder.file("o.tflite"), "--rounding-search", "nearest"] + quantization)
    #expect(other.code == 0, "\(other.stderr)")
    let wrong = CommandRun(["verify", Self.model, "--against", folder.file("o.tflite")] + quantization)
    #expect(wrong.code == 1)
    #expect(wrong.diagnosticCode == "E703")
    let check = CommandRun(["check", Self.model] + quantization)
    #expect(check.code == 0, "\(check.stderr)")
    #expect(check.stdout.contains("all in integers"))
  }

  /// Labels that are what the floats say, but for every fifth.
  @Test func accuracyIsThatOfLabels() throws {
    _ = succeed("run", Self.model, "--data", data, "--output", folder.file("floats"))
    let scores = try TensorFile.read(folder.file("floats/output_0.npy")).elements(as: Float.self)
    let labels = (0..<30).map { sample -> Int32 in
      let best = (0..<10).max { scores[sample * 10 + $0] < scores[sample * 10 + $1] } ?? 0
      return Int32(sample % 5 == 0 ? (best + 1) % 10 : best)
    }
    let (path, report) = (folder.file("labels.npy"), folder.file("r.json"))
    try TensorFile.write(Tensor([30], labels), path)
    let quantization = ["--quantize", "int8", "--calibration", data, "--labels", path]
    let arguments = ["convert", Self.model, "-o", folder.file("l.tflite")] + quantization
    let run = CommandRun(arguments + ["--quantization-report", report])
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.contains("of 30 labelled samples are right, 80 % with floats"))
    #expect(String(decoding: try folder.bytes("r.json"), as: UTF8.self).contains("\"floats\": 0.8"))
    // Nothing is lost that is worth 100 points, and 100 points are less than any gain.
    #expect(CommandRun(arguments + ["--max-accuracy-drop", "100"]).code == 0)
    let lost = CommandRun(arguments + ["--max-accuracy-drop=-101"])
    #expect(lost.code == 1)
    #expect(lost.diagnosticCode == "E405")
    try TensorFile.write(Tensor([29], Array(labels.dropLast())), path)
    #expect(CommandRun(arguments).diagnosticCode == "E701")
    try TensorFile.write(Tensor([30], [Int32](repeating: 10, count: 30)), path)
    #expect(CommandRun(arguments).diagnosticCode == "E701")
    let without = [
      "convert", Self.model, "-o", folder.file("l.tflite"), "--quantize", "int8", "--calibration", data,
    ]
    #expect(CommandRun(without + ["--max-accuracy-drop", "1"]).diagnosticCode == "E803")
  }

  /// A layer by a node's name in 16 bits, another by its value's in float, which is not worth a warning.
  @Test func layersHaveThePrecisionOfAFile() throws {
    let (file, tflite) = (folder.file("precision.json"), folder.file("p.tflite"))
    let arguments = ["convert", Self.model, "-o", tflite, "--quantize", "int8", "--calibration", data]
    let wishes: JSON = ["/blocks/blocks.0/Add": "int16", "scores": "float32"]
    try FileSystem.write(wishes.pretty, to: file)
    let run = CommandRun(arguments + ["--precision", file])
    #expect(run.code == 0, "\(run.stderr)")
    #expect(!run.stderr.contains("E402"))
    let graph = try TFLiteDecoder.decode(folder.bytes("p.tflite"), path: tflite).subgraphs[0]
    let types = graph.operators.map { ($0.code, graph.tensors[$0.outputs[0]].type) }
    #expect(types.contains { $0.0 == .add && $0.1 == .int16 })
    #expect(types.contains { $0.0 == .fullyConnected && $0.1 == .float32 })
    #expect(types.contains { $0.0 == .conv2D && $0.1 == .int8 })
    for (text, code) in [("[]", "E702"), ("{\"scores\": \"int4\"}", "E702"), ("{\"x\": \"int16\"}", "E803")] {
      try FileSystem.write(text, to: file)
      #expect(CommandRun(arguments + ["--precision", file]).diagnosticCode == code)
    }
  }

  /// Models for microcontrollers and C with their rounding compute the same integers, others than LiteRT.
  @Test func roundsAsMicrocontrollersDo() throws {
    let rows = folder.file("rows.npy")
    try TensorFile.write(RandomTensors.tensor(TensorType(.float32, [30, 64]), seed: 1), rows)
    let quantization = ["--quantize", "int8", "--calibration", rows, "--dim", "batch=1"]
    let model = Fixture.path("models/digits_mlp_torchscript/model.onnx")
    let (tflite, c) = (folder.file("m.tflite"), folder.file("m"))
    let converted = CommandRun(["convert", model, "-o", tflite, "--target", "tflm"] + quantization)
    #expect(converted.code == 0, "\(converted.stderr)")
    #expect(CommandRun(["emit-c", model, "-o", c, "--rounding", "tflm"] + quantization).code == 0)
    for artifact in [tflite, c] {
      let verify = ["verify", model, "--against", artifact] + quantization
      #expect(CommandRun(verify + ["--rounding", "tflm"]).code == 0)
    }
    let emitted = String(decoding: try folder.bytes("m/digits_mlp_torchscript.c"), as: UTF8.self)
    #expect(!emitted.contains("factors"))
    #expect(CommandRun(["emit-c", model, "-o", c] + quantization).code == 0)
    let exact = String(decoding: try folder.bytes("m/digits_mlp_torchscript.c"), as: UTF8.self)
    #expect(exact.contains("factors"))
    let own = CommandRun(["emit-c", tflite, "-o", folder.file("n"), "--rounding", "tflm", "--name", "n"])
    #expect(own.code == 0)
    #expect(!String(decoding: try folder.bytes("n/n.c"), as: UTF8.self).contains("factors"))
  }

  /// Each with what the message must name.
  @Test(arguments: [
    ([], "expected a model"),
    (["m.onnx", "--calibration", "d"], "-o and --statistics"),
    (["m.onnx", "-o", "q.onnx"], "--calibration"),
    (["m.onnx", "-o", "q.onnx", "--statistics", "s", "--calibration", "d"], "-o and --statistics"),
    (["m.onnx", "-o", "q.onnx", "--quantize", "fp16", "--calibration", "d"], "int8 or int16x8"),
    (["--merge", "a", "b"], "--statistics all.json"),
    (["m.onnx", "--merge", "a", "b"], "--statistics all.json"),
    (["MODEL", "-o", "q.onnx", "--calibration", "DATA", "--shard", "1/2"], "--shard"),
    (["MODEL", "-o", "q.onnx", "--calibration", "DATA", "--io-type", "int8"], "--io-type"),
    (["MODEL", "--statistics", "s", "--ranges", "r"], "--merge"),
    (["MODEL", "--statistics", "s", "--calibration", "DATA", "--shard", "3/2"], "1/4"),
  ])
  func mistakesInOptions(arguments: [String], mention: String) {
    let run = CommandRun(
      ["quantize"] + arguments.map { $0 == "MODEL" ? Self.model : $0 == "DATA" ? data : $0 })
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
    #expect(run.stderr.contains(mention), "\(run.stderr)")
  }

  /// Statistics are of one model; models that are quantized, old or no ONNX are refused.
  @Test func refusesWhatDoesNotFit() throws {
    _ = succeed("quantize", Self.model, "--calibration", data, "--statistics", folder.file("s.json"))
    let other = CommandRun(
      "quantize", Fixture.path("models/digits_cnn_dynamo/model.onnx"), "-o", folder.file("x"), "--ranges",
      folder.file("s.json"))
    #expect(other.diagnosticCode == "E701", "\(other.stderr)")

    _ = succeed("quantize", Self.model, "-o", folder.file("q.onnx"), "--ranges", folder.file("s.json"))
    let again = CommandRun("quantize", folder.file("q.onnx"), "-o", folder.file("x"), "--calibration", data)
    #expect(again.diagnosticCode == "E803")
    #expect(again.stderr.contains("quantized already"))

    var old = try ONNXDecoder.decodeModel(path: Self.model)
    old.opsetImports = [ONNXOpset(version: 11)]
    try FileSystem.write(ONNXEncoder.encode(old), to: folder.file("old.onnx"))
    let refused = CommandRun(
      "quantize", folder.file("old.onnx"), "-o", folder.file("x"), "--calibration", data)
    #expect(refused.diagnosticCode == "E202", "\(refused.stderr)")

    _ = succeed("convert", Self.model, "-o", folder.file("m.tflite"))
    for command in [["convert"], ["emit-c"], ["quantize"]] {
      let run = CommandRun(
        command + [
          folder.file("m.tflite"), "-o", folder.file("x"), "--quantize", "int8", "--calibration", data,
        ])
      #expect(run.code == 2)
      #expect(run.diagnosticCode == "E803", "\(run.stderr)")
    }
    #expect(!FileSystem.exists(folder.file("x")))
  }
}
