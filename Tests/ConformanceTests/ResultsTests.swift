import EdgeTestSupport
import Testing

/// `results.tsv`, from which docs/OPERATORS.md shows how many cases pass where. What is not skipped passes, or
/// the tests beside this one fail.
struct ResultsTests {
  @Test(.enabled(if: ConformanceCase.runsEverything && !SkipList.isRecording))
  func areRecorded() {
    let suites = Dictionary(grouping: ConformanceCase.all) { "\($0.onnx.suite) \($0.onnx.version)" }
    var operators: [String: [ConformanceCase]] = [:]
    for test in ConformanceCase.all {
      for name in test.onnx.operators { operators[name, default: []].append(test) }
    }
    let lines = rows("suite", suites) + rows("operator", operators)
    let header = (["kind", "name", "cases"] + Executor.allCases.map(\.rawValue)).joined(separator: "\t")
    Golden.expect(
      "\(header)\n\(lines.joined(separator: "\n"))\n",
      equalsFile: "\(Fixture.packageRoot)/Tests/ConformanceTests/results.tsv")
  }

  private func rows(_ kind: String, _ groups: [String: [ConformanceCase]]) -> [String] {
    groups.sorted { $0.key < $1.key }.map { name, cases in
      let passing = Executor.allCases.map { executor in
        "\(cases.count { SkipList.reason($0, on: executor) == nil })"
      }
      return ([kind, name, "\(cases.count)"] + passing).joined(separator: "\t")
    }
  }
}
