import EdgeSupport

/// How many cases of ONNX's test suites pass where, as `make conformance` proves it.
public struct ConformanceResults: Sendable {
  struct Row: Sendable {
    let name: String
    let cases: Int
    /// Passing cases, in the order of `executors`.
    let passing: [Int]
  }

  private(set) var executors: [String] = []
  private(set) var suites: [Row] = []
  private var operators: [String: Row] = [:]

  /// - Parameter path: a table with tabs: kind (`suite` or `operator`), name, cases, and a column for each executor.
  public init(path: String) throws {
    for line in String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count > 3 else {
        throw Diagnostic.error(
          .dataMismatch, "expected kind, name, cases and results, got '\(line)'", at: .init(file: path),
          hint: "record the file anew with EDGEC_RECORD_GOLDENS=1 make conformance")
      }
      let row = Row(name: cells[1], cases: Int(cells[2]) ?? 0, passing: cells[3...].map { Int($0) ?? 0 })
      switch cells[0] {
      case "suite": suites.append(row)
      case "operator": operators[row.name] = row
      default: executors = Array(cells[3...])
      }
    }
  }

  /// Passing cases of all that use an ONNX operator, on one executor: `12/14`; `-` when none does.
  func cell(_ onnxOperator: String, on executor: String) -> String {
    guard let row = operators[onnxOperator], let index = executors.firstIndex(of: executor) else {
      return "-"
    }
    return "\(row.passing[index])/\(row.cases)"
  }
}
