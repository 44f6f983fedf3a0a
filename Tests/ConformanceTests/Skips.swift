import Testing

/// Where one of ONNX's node tests runs.
enum Executor: String, Sendable {
  case tflite, generatedC
}

/// A case that an executor cannot run, and why. It must keep failing: one that passes has to leave this list.
struct Skip: Sendable {
  let executor: Executor
  let reason: String
  /// Names of cases; a trailing `*` stands for any ending.
  let cases: [String]

  static func reason(_ name: String, on executor: Executor) -> String? {
    all.first { $0.executor == executor && $0.cases.contains { matches(name, $0) } }?.reason
  }

  private static func matches(_ name: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}

extension ConformanceCase {
  /// Runs a case that must pass or, when it is skipped, must fail.
  func expect(on executor: Executor, _ body: () throws -> Void) {
    if let reason = Skip.reason(name, on: executor) {
      withKnownIssue(Comment(rawValue: reason)) { try body() }
    } else {
      do {
        try body()
      } catch {
        Issue.record(error)
      }
    }
  }
}
