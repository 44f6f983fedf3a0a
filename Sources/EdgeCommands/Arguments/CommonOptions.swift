internal import ArgumentParser

/// What every command understands.
struct CommonOptions: ParsableArguments {
  @Option(help: "How diagnostics are written to standard error.")
  var diagnostics = DiagnosticFormat.text
}

/// How diagnostics are written.
enum DiagnosticFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One JSON object on each line.
  case json
  /// For people whose editor looks for `file:line:column: error: …`: always with a file and a place in it.
  case editor

  /// The format that arguments ask for which could not be parsed as a whole.
  init(guessing arguments: [String]) {
    func wants(_ format: DiagnosticFormat) -> Bool {
      arguments.contains("--diagnostics=\(format.rawValue)")
        || zip(arguments, arguments.dropFirst()).contains { $0 == "--diagnostics" && $1 == format.rawValue }
    }
    self = wants(.json) ? .json : wants(.editor) ? .editor : .text
  }
}
