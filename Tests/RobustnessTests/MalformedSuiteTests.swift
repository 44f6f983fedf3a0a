import EdgeCommands
import EdgeSupport
import EdgeTestSupport
import Foundation
import Testing

/// Malformed variants of ONNX's own test models: wrong ranks, types and attributes, missing and surplus inputs, cycles, in
/// subgraphs too. ONNX's checker refuses each of them, and so must edgec.
struct MalformedSuiteTests {
  struct Variant: Decodable, CustomTestStringConvertible {
    let path: String
    let source: String
    /// What was done to the source.
    let damage: String

    var testDescription: String { "\(FileSystem.baseName(path)): \(damage)" }
  }

  /// The first 200 whose undamaged source can be inspected: the others could be refused for another reason.
  private static let variants: [Variant] = {
    do {
      let folder = "\(Fixture.packageRoot)/.build/malformed"
      let script = "\(Fixture.packageRoot)/Tests/Oracles/onnx_malformed.py"
      let result = try Subprocess.run(try python(), [script, folder, "500", "2026"])
      let all = try JSONDecoder().decode([Variant].self, from: Data(result.output))
      return Array(all.lazy.filter { inspect($0.source).code == 0 }.prefix(200))
    } catch {
      Issue.record("variants cannot be made: \(error); run `make venv`")
      return []
    }
  }()

  @Test func thereAreEnough() {
    #expect(Self.variants.count == 200)
    #expect(Self.variants.contains { $0.damage.hasPrefix("subgraph") })
  }

  @Test(arguments: variants) func isRefused(variant: Variant) {
    let (code, errors) = Self.inspect(variant.path)
    #expect(code == 2, "\(errors)")
    #expect(errors.contains("\n  node   ") || errors.contains("\n  value  "), "\(errors)")
  }

  private static func inspect(_ path: String) -> (code: Int32, errors: String) {
    var errors = ""
    let code = EdgeCommands.run(["inspect", path], stdout: { _ in }, stderr: { errors += $0 })
    return (code, errors)
  }
}
