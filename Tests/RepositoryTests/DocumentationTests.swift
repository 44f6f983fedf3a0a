import EdgeDocs
import EdgeTestSupport
import Foundation
import Testing

/// Documents say what is so.
@Suite struct DocumentationTests {
  @Test func generatedDocumentsAreFresh() throws {
    let results = try ConformanceResults(path: "\(Fixture.packageRoot)/Tests/ConformanceTests/results.tsv")
    for (path, text) in [
      ("docs/OPERATORS.md", OperatorMatrix.markdown(results)),
      ("docs/DIAGNOSTICS.md", DiagnosticReference.markdown),
    ] {
      let isFresh = Repository.file(path)?.text == text
      #expect(isFresh, "\(path): run make generate")
    }
  }

  /// What the library's documentation shows is compiled and run.
  @Test func examplesOfTheLibraryAreTests() throws {
    func lines(_ text: some StringProtocol) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let tests = try #require(Repository.file("Tests/EdgeCompilerTests/DocumentedExamplesTests.swift"))
    let page = try #require(Repository.file("Sources/EdgeCompiler/EdgeCompiler.docc/EdgeCompiler.md"))
    let tested = lines(tests.text).joined(separator: "\n")
    let examples = page.text.matches(of: /```swift\n((?:.*\n)*?)```/)
    #expect(examples.count > 3)
    for example in examples {
      #expect(tested.contains(lines(example.1).joined(separator: "\n")), "\(example.1)")
    }
  }

  @Test func readmeLeadsToEveryDocument() throws {
    let readme = try #require(Repository.file("README.md"))
    for name in Repository.names(in: "docs", folders: false) {
      #expect(readme.text.contains("(docs/\(name))"), "\(name)")
    }
  }

  @Test(arguments: Repository.documents.map(\.path)) func linksResolve(_ path: String) throws {
    let file = try #require(Repository.file(path))
    for match in file.text.matches(of: /\]\(([^)\s]+)\)/) {
      let target = String(match.1)
      if target.contains(/^https?:/) { continue }
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      let linked = parts[0].isEmpty ? path : resolve(parts[0], from: path)
      #expect(Repository.exists(linked), "\(path): \(target)")
      guard parts.count == 2, let document = Repository.file(linked) else { continue }
      #expect(anchors(document).contains(parts[1]), "\(path): \(target)")
    }
  }

  /// `Sources/EdgeOps/Catalog.swift` and its like, in backticks; names with placeholders are not paths.
  @Test(arguments: Repository.documents.map(\.path)) func namedFilesExist(_ path: String) throws {
    let file = try #require(Repository.file(path))
    for match in file.text.matches(
      of: /`((?:Sources|Tests|Fixtures|docs|Plugins|Examples|Benchmarks)\/[^`\s]*)`/)
    {
      let named = String(match.1)
      if named.contains(/[<>*…{]/) { continue }
      #expect(Repository.exists(named), "\(path): \(named)")
    }
  }

  private func resolve(_ target: String, from path: String) -> String {
    let folder = path.split(separator: "/").dropLast().map(String.init)
    var parts = folder
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  /// Headings as GitHub turns them into anchors.
  private func anchors(_ file: Repository.File) -> [String] {
    file.lines.filter { $0.hasPrefix("#") }.map { line in
      let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
      return String(
        title.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.map { $0 == " " ? "-" : $0 })
    }
  }
}
