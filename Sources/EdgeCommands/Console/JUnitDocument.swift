internal import EdgeSupport

/// Test results as build servers read them: valid in the schema that most of them follow (Ant's), which wants a time and
/// a host for everything. Reports are the same bytes for the same model, so both are constants.
struct JUnitDocument {
  struct Case {
    enum Outcome {
      case passed
      /// What was wrong, and of which kind.
      case failed(String, type: String)
      /// Nothing could be found out.
      case broken(String, type: String)
      case skipped(String)
    }

    let group: String
    let name: String
    let outcome: Outcome
  }

  let name: String
  var cases: [Case]

  init(name: String, cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  /// For a model that could not be used.
  init(name: String, refusals: [Diagnostic]) {
    self.name = name
    cases = refusals.filter { $0.severity == .error }.enumerated().map { index, problem in
      let place = problem.location.node ?? problem.location.value ?? "problem \(index + 1)"
      return Case(
        group: problem.location.file ?? name, name: place,
        outcome: .broken(problem.message, type: problem.code.rawValue))
    }
  }

  var text: String {
    var (failures, errors, skipped) = (0, 0, 0)
    for item in cases {
      switch item.outcome {
      case .passed: break
      case .failed: failures += 1
      case .broken: errors += 1
      case .skipped: skipped += 1
      }
    }
    let suite =
      "  <testsuite package=\"edgec\" id=\"0\" name=\"\(name.xmlEscaped)\" timestamp=\"1970-01-01T00:00:00\" "
      + "hostname=\"localhost\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" "
      + "skipped=\"\(skipped)\" time=\"0\">"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
      \(suite)
          <properties/>
      \(cases.map(text).joined(separator: "\n"))
          <system-out/>
          <system-err/>
        </testsuite>
      </testsuites>

      """
  }

  private func text(_ item: Case) -> String {
    let start =
      "    <testcase classname=\"\(item.group.xmlEscaped)\" name=\"\(item.name.xmlEscaped)\" time=\"0\""
    func element(_ name: String, _ message: String, _ type: String) -> String {
      "\(start)><\(name) message=\"\(message.xmlEscaped)\" type=\"\(type)\"/></testcase>"
    }
    switch item.outcome {
    case .passed: return "\(start)/>"
    case .failed(let message, let type): return element("failure", message, type)
    case .broken(let message, let type): return element("error", message, type)
    case .skipped(let message): return "\(start)><skipped message=\"\(message.xmlEscaped)\"/></testcase>"
    }
  }
}
