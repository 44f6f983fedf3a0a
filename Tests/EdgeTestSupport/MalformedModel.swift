public import EdgeSupport
import Foundation
public import Testing

/// A file in `Fixtures/malformed` and what edgec must say about it.
public struct MalformedModel: Sendable, CustomTestStringConvertible {
  public let name: String
  /// nil for a model that looks wrong and is legal.
  public let code: DiagnosticCode?
  /// Strings that the rendered diagnostics contain.
  public let mentions: [String]

  public var path: String { Fixture.path("malformed/\(name)") }
  public var testDescription: String { name }

  /// All of them, sorted by name.
  public static func all() throws -> [MalformedModel] {
    let expected = try JSONDecoder().decode(
      [String: Expectation].self, from: Data(Fixture.bytes("malformed/expected.json")))
    return expected.sorted { $0.key < $1.key }.map {
      MalformedModel(name: $0.key, code: $0.value.code, mentions: $0.value.mentions)
    }
  }

  private struct Expectation: Decodable {
    let code: DiagnosticCode?
    let mentions: [String]
  }
}
