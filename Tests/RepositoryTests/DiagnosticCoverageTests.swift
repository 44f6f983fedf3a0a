import EdgeSupport
import Testing

/// A code that no test provokes is a promise that nobody keeps.
@Suite struct DiagnosticCoverageTests {
  /// Codes that no test can provoke, each with the reason.
  private static let unprovoked: [DiagnosticCode: String] = [:]

  private static let tests =
    Repository.files(in: "Tests", extensions: ["swift"]).filter {
      !$0.path.hasPrefix("Tests/RepositoryTests/")
    }
    + ["Fixtures/malformed/expected.json"].compactMap(Repository.file)

  /// Everything but the list itself and what turns codes into exit codes.
  private static let emitters = Repository.sources.filter {
    !$0.path.contains("/DiagnosticCode") && !$0.path.hasSuffix("/Session.swift")
  }

  @Test(arguments: DiagnosticCode.allCases) func everyCodeInUseIsProvoked(_ code: DiagnosticCode) throws {
    let use = try Regex(#"\.\#(code)\b"#)
    let mention = try Regex(#"\.\#(code)\b|\b\#(code.rawValue)\b"#)
    guard Self.emitters.contains(where: { $0.text.contains(use) }) else { return }
    let isProvoked = Self.tests.contains { $0.text.contains(mention) }
    #expect(isProvoked == (Self.unprovoked[code] == nil))
  }

  @Test func codesAreUniqueAndInOrder() {
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    #expect(codes == Set(codes).sorted())
    #expect(codes.allSatisfy { $0.wholeMatch(of: /E[1-9][0-9][0-9]/) != nil })
  }

  @Test(arguments: DiagnosticCode.allCases) func everyCodeIsExplained(_ code: DiagnosticCode) throws {
    let explanation = code.explanation
    #expect(explanation.title.first?.isLowercase == true || explanation.title.hasPrefix("C "))
    for text in [explanation.meaning] + explanation.causes + explanation.remedies {
      #expect(text.first?.isUppercase == true || text.hasPrefix("edgec") || text.hasPrefix("`"))
      #expect(text.hasSuffix("."))
    }
    #expect(!explanation.causes.isEmpty && !explanation.remedies.isEmpty)
    let shown = try Regex("^(\\S+: )?(error|warning|note): \(code.rawValue): ")
    #expect(explanation.example.firstMatch(of: shown) != nil, "\(explanation.example)")
  }

  @Test func areasHoldEveryCodeOnce() {
    #expect(DiagnosticArea.allCases.flatMap(\.codes) == DiagnosticCode.allCases)
  }
}
