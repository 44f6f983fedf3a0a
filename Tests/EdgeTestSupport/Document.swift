import Foundation
public import Testing

/// Code blocks of the documents that show what edgec really writes.
public enum Document {
  /// Records an issue unless the code block after the line `<!-- name -->` holds `text`.
  ///
  /// With `EDGEC_RECORD_GOLDENS=1` in the environment a differing block is rewritten, and the test fails all the same.
  public static func expect(
    _ text: String, inBlock name: String, of document: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = URL(filePath: "\(Fixture.packageRoot)/\(document)")
    let whole = try String(contentsOf: url, encoding: .utf8)
    guard let opening = whole.range(of: "<!-- \(name) -->\n```c\n"),
      let closing = whole.range(of: "```\n", range: opening.upperBound..<whole.endIndex)
    else {
      Issue.record("\(document) has no block '\(name)'", sourceLocation: sourceLocation)
      return
    }
    if whole[opening.upperBound..<closing.lowerBound] == text { return }
    if ProcessInfo.processInfo.environment["EDGEC_RECORD_GOLDENS"] == "1" {
      let rewritten = whole[..<opening.upperBound] + text + whole[closing.lowerBound...]
      try Data(rewritten.utf8).write(to: url)
    }
    Issue.record(
      "block '\(name)' of \(document) is out of date; EDGEC_RECORD_GOLDENS=1 rewrites it",
      sourceLocation: sourceLocation)
  }
}
