import EdgeSupport
import EdgeTestSupport
import Foundation
import Synchronization
import Testing

/// Where ONNX's tests run.
enum Executor: String, Sendable, CaseIterable {
  case reference, tflite, generatedC
}

/// The cases that an executor cannot run, and why. They must keep failing: one that passes has to leave its list.
///
/// `Skips/<executor>.txt` holds a line `# reason` followed by the names it holds for. A name without `@version` stands
/// for the case of every version of ONNX. With `EDGEC_RECORD_SKIPS=1` the lists are made anew from the diagnostics with
/// which cases are refused; the few that differ in their results for a reason are listed by hand, the reason after
/// `# differs: `, and stay.
struct SkipList: Sendable {
  private let reasons: [String: String]

  private static let listedByHand = "differs: "

  static let isRecording = ProcessInfo.processInfo.environment["EDGEC_RECORD_SKIPS"] == "1"

  private static let lists = Dictionary(
    uniqueKeysWithValues: Executor.allCases.map { ($0, SkipList($0)) })

  static func reason(_ test: ConformanceCase, on executor: Executor) -> String? {
    guard let list = lists[executor] else { return nil }
    let anyVersion = test.name.replacing(/@[0-9.]+/, with: "")
    return list.reasons[test.name] ?? list.reasons[anyVersion]
  }

  private init(_ executor: Executor) {
    var reasons: [String: String] = [:]
    do {
      var reason = ""
      for line in try String(contentsOfFile: Self.path(executor), encoding: .utf8).split(separator: "\n") {
        if line.hasPrefix("# ") {
          reason = String(line.dropFirst(2))
        } else if Self.isRecording, !reason.hasPrefix(Self.listedByHand) {
          continue
        } else if reasons.updateValue(reason, forKey: String(line)) != nil {
          Issue.record("\(Self.path(executor)) names \(line) twice")
        }
      }
    } catch {
      Issue.record(error)
    }
    self.reasons = reasons
  }

  /// The names for each reason.
  static func names(_ executor: Executor) -> [String: [String]] {
    let reasons = lists[executor]?.reasons ?? [:]
    return Dictionary(grouping: reasons.keys) { reasons[$0] ?? "" }
  }

  static func path(_ executor: Executor) -> String {
    "\(Fixture.packageRoot)/Tests/ConformanceTests/Skips/\(executor.rawValue).txt"
  }
}

extension ConformanceCase {
  /// Runs a case that must pass or, when it is skipped, must fail.
  func expect(on executor: Executor, _ body: () throws -> Void) {
    if let reason = SkipList.reason(self, on: executor) {
      withKnownIssue(Comment(rawValue: reason)) { try body() }
      return
    }
    do {
      try body()
    } catch let error as DiagnosticsError where SkipList.isRecording {
      SkipRecorder.shared.add(self, on: executor, because: error)
    } catch {
      Issue.record(error)
    }
  }
}

/// Writes the lists anew, case by case.
private final class SkipRecorder: Sendable {
  static let shared = SkipRecorder()

  private let names = Mutex<[Executor: [String: [String]]]>([:])

  func add(_ test: ConformanceCase, on executor: Executor, because error: DiagnosticsError) {
    let errors = error.diagnostics.filter { $0.severity == .error }
    let messages = Set(errors.map { $0.message.replacing(/\[[0-9,]*\]/, with: "") })
    let reason = messages.sorted().joined(separator: "; ")
    names.withLock { all in
      all[executor, default: SkipList.names(executor)][reason, default: []].append(test.name)
      let list = all[executor] ?? [:]
      let text = list.keys.sorted().map { reason in
        "# \(reason)\n" + (list[reason] ?? []).sorted().map { "\($0)\n" }.joined()
      }
      do {
        try text.joined(separator: "\n").write(
          toFile: SkipList.path(executor), atomically: true, encoding: .utf8)
      } catch {
        Issue.record(error)
      }
    }
  }
}
