import EdgeSupport
import EdgeTestSupport
import Foundation
import ONNXFormat
import TFLiteFormat
import Testing

/// Somebody broke an artefact: `verify` says so, and names the layer.
struct VerifyFaultTests {
  private static let digits = Fixture.path("models/digits_cnn_torchscript")

  private func convert(_ arguments: String..., to path: String) {
    let run = CommandRun(["convert", "\(Self.digits)/model.onnx", "-o", path] + arguments)
    #expect(run.code == 0, "\(run.stderr)")
  }

  /// Writes a changed copy of a TFLite file.
  private func rewrite(
    _ path: String, to other: String, _ change: (inout TFLiteSubgraph) throws -> Void
  ) throws {
    var model = try TFLiteDecoder.decode(FileSystem.read(path), path: path)
    try change(&model.subgraphs[0])
    try FileSystem.write(TFLiteEncoder.encode(model), to: other)
  }

  private func quantize(_ folder: TemporaryDirectory) -> (model: String, calibration: [String]) {
    let path = folder.file("int8.tflite")
    let calibration = ["--quantize", "int8", "--calibration", "\(Self.digits)/calibration.npz"]
    let run = CommandRun(["convert", "\(Self.digits)/model.onnx", "-o", path] + calibration)
    #expect(run.code == 0, "\(run.stderr)")
    return (path, calibration)
  }

  @Test func weightByteOfAnIntegerModel() throws {
    let folder = try TemporaryDirectory()
    let (good, calibration) = quantize(folder)
    let bad = folder.file("bad.tflite")
    var name = ""
    try rewrite(good, to: bad) { subgraph in
      let layer = subgraph.operators.filter { $0.code == .conv2D }[1]
      name = subgraph.tensors[layer.outputs[0]].name
      var bytes = try #require(subgraph.tensors[layer.inputs[1]].buffer?.withUnsafeBytes { Array($0) })
      bytes[3] ^= 0x40
      subgraph.tensors[layer.inputs[1]].buffer = TFLiteBuffer(bytes)
    }
    let run = CommandRun(
      ["verify", "\(Self.digits)/model.onnx", "--against", bad, "--per-layer"] + calibration)
    #expect(run.code == 1)
    #expect(run.diagnosticCode == "E703", "\(run.stderr)")
    #expect(run.stderr.contains("first differs after "), "\(run.stderr)")
    #expect(run.stderr.contains("value  '\(name)'"), "\(run.stderr)")
  }

  /// The scale of what a layer computes.
  @Test func changedScale() throws {
    let folder = try TemporaryDirectory()
    let (good, calibration) = quantize(folder)
    let bad = folder.file("bad.tflite")
    var name = ""
    try rewrite(good, to: bad) { subgraph in
      let result = try #require(subgraph.operators.filter { $0.code == .conv2D }[1].outputs.first)
      name = subgraph.tensors[result].name
      subgraph.tensors[result].quantization?.scale[0] *= 1.25
    }
    for model in [[good], ["\(Self.digits)/model.onnx"] + calibration] {
      let run = CommandRun(["verify"] + model + ["--against", bad, "--per-layer"])
      #expect(run.code == 1)
      #expect(run.stderr.contains("first differs after "), "\(run.stderr)")
      #expect(run.stderr.contains("value  '\(name)'"), "\(run.stderr)")
    }
  }

  // MARK: Axes

  /// y = Transpose(a), a = x + 1 on square matrices: a swapped axis shows in the numbers only.
  private func write(_ permutation: [Int64], to path: String) throws {
    let one = ONNXTensor(
      name: "one", elementType: .float, shape: [1], data: .bytes(ONNXBytes([0, 0, 0x80, 0x3F])))
    let matrices = ONNXType.tensor(elementType: .float, shape: [.value(2), .value(4), .value(4)])
    let graph = ONNXGraph(
      nodes: [
        ONNXNode(name: "shift", operatorType: "Add", inputs: ["x", "one"], outputs: ["a"]),
        ONNXNode(
          name: "swap", operatorType: "Transpose", inputs: ["a"], outputs: ["y"],
          attributes: [ONNXAttribute(name: "perm", value: .ints(permutation))]),
      ],
      initializers: [one], inputs: [ONNXValueInfo(name: "x", type: matrices)],
      outputs: ["a", "y"].map { ONNXValueInfo(name: $0, type: matrices) })
    let model = ONNXModel(irVersion: 8, opsetImports: [ONNXOpset(version: 17)], graph: graph)
    try FileSystem.write(ONNXEncoder.encode(model), to: path)
  }

  @Test func swappedAxisInAnotherModel() throws {
    let folder = try TemporaryDirectory()
    let (good, bad) = (folder.file("good.onnx"), folder.file("bad.onnx"))
    try write([0, 2, 1], to: good)
    try write([0, 1, 2], to: bad)
    #expect(CommandRun("verify", good, "--against", good, "--per-layer").code == 0)
    let run = CommandRun("verify", good, "--against", bad, "--per-layer")
    #expect(run.code == 1)
    #expect(run.stderr.contains("first differs after Transpose: its elements are in another order"))
    #expect(run.stderr.contains("node   'swap' (#1), Transpose-17"), "\(run.stderr)")
  }

  @Test func swappedAxisInATFLiteModel() throws {
    let folder = try TemporaryDirectory()
    let (model, good, bad) = (folder.file("m.onnx"), folder.file("good.tflite"), folder.file("bad.tflite"))
    try write([0, 2, 1], to: model)
    #expect(CommandRun("convert", model, "-o", good).code == 0)
    try rewrite(good, to: bad) { subgraph in
      let swap = try #require(subgraph.operators.first { $0.code == .transpose })
      let identity: [UInt8] = [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]
      subgraph.tensors[swap.inputs[1]].buffer = TFLiteBuffer(identity)
    }
    #expect(CommandRun("verify", model, "--against", good, "--per-layer").code == 0)
    let run = CommandRun("verify", model, "--against", bad, "--per-layer")
    #expect(run.code == 1)
    #expect(run.stderr.contains("node   'swap'"), "\(run.stderr)")
  }

  // MARK: Budgets

  @Test(arguments: [
    ("--max-ram", "1K", "RAM"), ("--max-flash", "1K", "flash"),
    ("--max-macs", "1000", "multiply-accumulates"),
  ])
  func overBudget(option: String, limit: String, resource: String) throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(
      "verify", "\(Self.digits)/model.onnx", "--against", "c", option, limit, "--junit", folder.file("r.xml"),
      "--sarif", folder.file("r.sarif"))
    #expect(run.code == 1)
    #expect(run.diagnosticCode == "E603", "\(run.stderr)")
    #expect(run.stderr.contains("of \(resource), got"))
    #expect(run.stderr.contains("too much") && run.stderr.contains("  node   '"), "\(run.stderr)")
    #expect(run.stdout.contains("over budget: \(resource)"))
    let junit = String(decoding: try folder.bytes("r.xml"), as: UTF8.self)
    #expect(junit.contains("<testcase classname=\"budgets\" name=\"\(resource)\" time=\"0\"><failure"))
    let sarif = try JSON(parsing: folder.bytes("r.sarif"), path: "r.sarif")
    let text = sarif.compact
    #expect(text.contains("\"ruleId\": \"E603\"") && text.contains("\"logicalLocations\": [{\"name\": "))
  }

  @Test func withinBudget() {
    let run = CommandRun(
      "verify", "\(Self.digits)/model.onnx", "--against", "c", "--max-ram", "1M", "--max-flash", "1M",
      "--max-macs", "100000000", "--max-stack", "64K")
    #expect(run.code == 0, "\(run.stderr)")
  }

  // MARK: Baselines

  @Test func worseThanTheBaseline() throws {
    let folder = try TemporaryDirectory()
    let (good, baseline) = (folder.file("good.onnx"), folder.file("b.json"))
    try write([0, 2, 1], to: good)
    #expect(CommandRun("verify", good, "--report", baseline).code == 0)
    #expect(CommandRun("verify", good, "--baseline", baseline).code == 0)
    let text = String(decoding: try folder.bytes("b.json"), as: UTF8.self)
    let ram = try #require(text.firstMatch(of: /"ram": \{\s*"amount": ([0-9]+)/)).output.1
    try folder.write(
      text.replacing("\"amount\": \(ram)", with: "\"amount\": \((Int(ram) ?? 0) - 1)")
        .replacing("Transpose", with: "Conv"), to: "b.json")
    let run = CommandRun("verify", good, "--baseline", baseline)
    #expect(run.code == 1)
    #expect(run.diagnosticCode == "E705", "\(run.stderr)")
    #expect(run.stderr.contains("of RAM, as before, got"))
    #expect(run.stderr.contains("the operator Transpose"))
    let slack = CommandRun("verify", good, "--baseline", baseline, "--baseline-slack", "50")
    #expect(!slack.stderr.contains("of RAM"))
  }

  @Test func noBaseline() throws {
    let folder = try TemporaryDirectory()
    try folder.write("{}", to: "b.json")
    let run = CommandRun("verify", "\(Self.digits)/model.onnx", "--baseline", folder.file("b.json"))
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E702", "\(run.stderr)")
  }
}
