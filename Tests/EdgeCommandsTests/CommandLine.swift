import EdgeCommands
import EdgeSupport

/// One run of a command, in this process.
struct CommandRun {
  let code: Int32
  let stdout: String
  let stderr: String

  init(_ arguments: String...) { self.init(arguments) }

  init(_ arguments: [String], isTerminal: Bool = false) {
    var (out, err) = ("", "")
    code = EdgeCommands.run(
      arguments, stdout: { out += $0 }, stderr: { err += $0 }, isTerminal: isTerminal)
    (stdout, stderr) = (out, err)
  }

  /// The code of the first error, e.g. `E803`.
  var diagnosticCode: String? {
    DiagnosticCode.allCases.map(\.rawValue).filter { stderr.contains("error: \($0): ") }
      .min { stderr.position(of: "error: \($0): ") < stderr.position(of: "error: \($1): ") }
  }
}

extension String {
  fileprivate func position(of text: String) -> Int {
    var position = 0
    var rest = self[...]
    while !rest.isEmpty, !rest.hasPrefix(text) {
      rest = rest.dropFirst()
      position += 1
    }
    return position
  }
}
