import Foundation
public import Testing

/// Expected text in files.
public enum Golden {
  /// As `expect(_:equalsFile:)`, for a file in `Fixtures/goldens`.
  public static func expect(
    _ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expect(text, equalsFile: Fixture.path("goldens/\(name)"), sourceLocation: sourceLocation)
  }

  /// Records an issue unless `text` is what the file holds.
  ///
  /// With `EDGEC_RECORD_GOLDENS=1` in the environment a differing file is rewritten, and the test fails all the same,
  /// so that nobody takes a recording for a pass.
  public static func expect(
    _ text: String, equalsFile path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let recording = ProcessInfo.processInfo.environment["EDGEC_RECORD_GOLDENS"] == "1"
    do {
      if let problem = try compare(text, withFile: path, recording: recording) {
        Issue.record("\(problem)", sourceLocation: sourceLocation)
      }
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  /// What to tell about a file that differs from `text`; nil when it does not.
  static func compare(_ text: String, withFile path: String, recording: Bool) throws -> String? {
    let url = URL(filePath: path)
    let expected = try? String(contentsOf: url, encoding: .utf8)
    if expected == text { return nil }
    guard !recording else {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      return "recorded \(path)"
    }
    guard let expected else { return "\(path) does not exist; EDGEC_RECORD_GOLDENS=1 writes it" }
    return "\(firstDifference(text, from: expected)) of \(path); EDGEC_RECORD_GOLDENS=1 rewrites it"
  }

  /// One line is enough to know what changed; `git diff` shows the rest after recording.
  private static func firstDifference(_ text: String, from expected: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let common = zip(lines, expectedLines).prefix { $0 == $1 }.count
    func line(_ all: [Substring]) -> String { common < all.count ? "'\(all[common])'" : "the end" }
    return "expected \(line(expectedLines)), got \(line(lines)) in line \(common + 1)"
  }
}
