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

  /// The format that arguments ask for which could not be parsed as a whole.
  init(guessing arguments: [String]) {
    let wantsJSON =
      arguments.contains("--diagnostics=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == "--diagnostics" && $1 == "json" }
    self = wantsJSON ? .json : .text
  }
}
