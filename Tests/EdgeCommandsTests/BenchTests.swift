import EdgeSupport
import EdgeTestSupport
import Foundation
import Testing

struct BenchTests {
  private let model = Fixture.path("models/digits_cnn_dynamo/model.onnx")

  /// Layers in a profile make up the whole but for the little that announcing them disturbs.
  @Test func instructionsOfLayersSumUp() throws {
    let folder = try TemporaryDirectory()
    let (json, csv) = (folder.file("bench.json"), folder.file("bench.csv"))
    let run = CommandRun("bench", model, "--qemu", "cortex-m4", "--json", json, "--csv", csv)
    #expect(run.code == 0, "\(run.stderr)")
    let document = try JSONSerialization.jsonObject(with: Data(folder.bytes("bench.json")))
    let report = try #require((document as? [[String: Any]])?.first)
    let total = try #require(report["total"] as? Int)
    let layers = try #require(report["layers"] as? [[String: Any]])
    let sum = layers.reduce(0) { $0 + ($1["measured"] as? Int ?? 0) }
    #expect(total > 100_000)
    #expect(abs(sum - total) <= 30 * layers.count, "\(sum) of \(total) instructions")
    #expect(try #require(report["stackBytes"] as? Int) > 0)
    #expect(try #require(report["codeBytes"] as? Int) > 0)
    #expect(run.stdout.contains(total.grouped))
    let lines = String(decoding: try folder.bytes("bench.csv"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == layers.count + 1)
  }

  /// The same instructions every time, and more of them without the processor's kernels.
  @Test func countsAreExact() throws {
    func total(_ options: [String]) throws -> Int {
      let folder = try TemporaryDirectory()
      let run = CommandRun(
        ["bench", model, "--qemu", "cortex-m4", "--json", folder.file("b.json")] + options)
      #expect(run.code == 0, "\(run.stderr)")
      let document = try JSONSerialization.jsonObject(with: Data(folder.bytes("b.json")))
      return try #require((document as? [[String: Any]])?.first?["total"] as? Int)
    }
    let count = try total([])
    #expect(try total([]) == count)
    #expect(try total(["--target", "portable"]) > count)
  }

  @Test func timesOnThisMachine() throws {
    let run = CommandRun("bench", model)
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.hasPrefix("this machine"))
    #expect(run.stdout.contains("whole inference"))
  }

  @Test func unknownFlagsAreTheCompilersToRefuse() throws {
    let run = CommandRun("bench", model, "--qemu", "cortex-m4", "--cflags=--no-such-flag")
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E602", "\(run.stderr)")
  }
}
