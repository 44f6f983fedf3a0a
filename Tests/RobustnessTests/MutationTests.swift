import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

struct MutationTests {
  /// Whatever a model's bytes become, importing ends with a graph or with diagnostics.
  @Test(arguments: Fixture.models)
  func damagedModelsNeverCrash(name: String) throws {
    let path = Fixture.path("models/\(name)/model.onnx")
    let bytes = try FileSystem.read(path)
    var random = SeededGenerator(seed: UInt64(bytes.count))
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        let model = try ONNXDecoder.decodeModel(bytes: damaged, path: path)
        _ = try ONNXHost.importGraph(
          model, file: path, table: OperatorCatalog.importers, options: ImportOptions(),
          notes: DiagnosticCollector())
      } catch {
        #expect(error is Diagnostic || error is DiagnosticsError, "\(error)")
      }
    }
  }
}
