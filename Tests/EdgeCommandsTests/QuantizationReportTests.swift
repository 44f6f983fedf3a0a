import EdgeSupport
import EdgeTestSupport
import Testing

/// What `--quantization-report` writes.
struct QuantizationReportTests {
  private let folder: TemporaryDirectory
  private let model = Fixture.path("models/digits_cnn_torchscript")

  init() throws { folder = try TemporaryDirectory() }

  private func quantize(_ command: [String], report: String, samples: Int = 100) throws -> CommandRun {
    let run = CommandRun(
      command + [
        "\(model)/model.onnx", "-o", folder.file(command[0]), "--quantize", "int8", "--calibration",
        "\(model)/calibration.npz", "--calibration-samples", "\(samples)", "--quantization-report",
        folder.file(report),
      ])
    #expect(run.code == 0, "\(run.stderr)")
    return run
  }

  @Test func documentHasItsKeys() throws {
    _ = try quantize(["convert"], report: "r.json", samples: 12)
    let json = try JSON(parsing: folder.bytes("r.json"), path: "r.json")
    #expect(
      json.members?.map(\.key) == [
        "format", "model", "samples", "method", "ratio", "results", "accuracy", "candidates", "findings",
        "widerTensors",
        "floatNodes", "tensors",
      ])
    #expect(json["format"] == "edgec quantization 1" && json["samples"] == 12)
    let finding = try #require(json["findings"]?.items.first)
    #expect(finding["cause"] == "fewSamples" && finding["measures"]?["samples"]?.asDouble == 12)
    let tensors = try #require(json["tensors"]?.items)
    let input = try #require(tensors.first { $0["operator"] == .null })
    #expect(input["type"] == "i8" && input["nodes"] == [])
    let layer = try #require(tensors.first { $0["operator"] == "Conv" })
    #expect(layer["nodes"]?.items.first?["operator"] == "Conv")
    #expect(layer["weights"]?["magnitudes"]?.items.count == layer["shape"]?.items.last?.asInteger)
    #expect((layer["histogram"]?["counts"]?.items.count).map { (1...64).contains($0) } == true)
    let result = try #require(json["results"]?.items.first)
    #expect((result["agreement"]?.asDouble).map { (0.8...1).contains($0) } == true)
    // What the page documents is what there is.
    let document = String(
      decoding: try FileSystem.read("\(Fixture.packageRoot)/docs/QUANTIZATION_REPORT.md"), as: UTF8.self)
    for key in (json.members ?? []) + (input.members ?? []) + (finding.members ?? []) {
      #expect(document.contains("`\(key.key)`"), "\(key.key)")
    }
  }

  /// Needs nothing from elsewhere, shows every tensor once, and lets no name speak HTML.
  @Test func pageStandsAlone() throws {
    _ = try quantize(["convert"], report: "r.html")
    _ = try quantize(["convert"], report: "r.json")
    let page = String(decoding: try folder.bytes("r.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    for forbidden in ["http", "<script", "src=", "url(", "@import", "<link"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    #expect(page.utf8.count < 1_000_000)
    let json = try JSON(parsing: folder.bytes("r.json"), path: "r.json")
    for tensor in json["tensors"]?.items ?? [] {
      let name = try #require(tensor["name"]?.asString)
      #expect(page.contains("<tr><td data-label=\"tensor\"><code>\(name)</code>"), "\(name)")
    }
    #expect(page.split(separator: "<svg ").count > 5)
  }

  @Test func bothCommandsTellTheSame() throws {
    let converted = try quantize(["convert"], report: "a.json").stdout
    let emitted = try quantize(["emit-c"], report: "b.json").stdout
    #expect(try folder.bytes("a.json") == folder.bytes("b.json"))
    for run in [converted, emitted] { #expect(run.contains("noisiest") && run.contains(" dB")) }
    #expect(converted.contains("tried: minmax "))
  }
}

extension JSON {
  fileprivate var items: [JSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }
}
