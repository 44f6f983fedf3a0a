internal import EdgeCompiler
internal import EdgeSupport

/// What a running command has of the world: where its text goes and where its diagnostics gather.
final class Session {
  let console: Console
  let diagnostics = DiagnosticCollector()
  private let progress: ProgressBar?
  private let format: DiagnosticFormat
  private var reported = 0
  /// The file that what names no file is about.
  var model: String?

  /// - Parameter progress: nil where nobody watches.
  init(console: Console, format: DiagnosticFormat, progress: ProgressBar? = nil) {
    self.console = console
    self.progress = progress
    self.format = format
  }

  /// A compiler whose notes and progress come here.
  func compiler(_ options: CompilerOptions) -> Compiler {
    var options = options
    options.progress = progress.map { $0.show }
    return Compiler(options: options, diagnostics: diagnostics)
  }

  func write(_ text: String) { console.write(text) }

  func write(_ lines: [String]) { console.write(lines.joined(separator: "\n")) }

  /// Prints the notes and warnings that have gathered since it was last called.
  func reportCollected() {
    for diagnostic in diagnostics.diagnostics.dropFirst(reported) { report(diagnostic) }
    reported = diagnostics.diagnostics.count
  }

  /// Prints everything and says how the command ended.
  func fail(with errors: [Diagnostic]) -> Int32 {
    reportCollected()
    errors.forEach(report)
    offerExplanation(of: errors)
    return EdgecExitCode(errors).rawValue
  }

  /// One line for whoever watches: logs of scripts have no use for it, and of options `--help` says more.
  private func offerExplanation(of errors: [Diagnostic]) {
    guard progress != nil, format == .text else { return }
    let codes = Set(errors.map(\.code)).subtracting([.invalidOption]).map(\.rawValue).sorted()
    guard !codes.isEmpty else { return }
    console.writeError("`edgec explain \(codes.joined(separator: " "))` tells causes and remedies")
  }

  private func report(_ diagnostic: Diagnostic) {
    switch format {
    case .text: console.writeError(diagnostic.terminalText(isColored: console.isColored))
    case .json: console.writeError(diagnostic.json.compact)
    case .editor:
      var located = diagnostic
      located.location.file = located.location.file ?? model
      located.location.line = located.location.line ?? 1
      located.location.column = located.location.column ?? 1
      console.writeError(located.terminalText(isColored: console.isColored))
    }
  }
}

extension EdgecExitCode {
  /// The worst of the errors decides.
  init(_ errors: [Diagnostic]) {
    let codes = errors.filter { $0.severity == .error }.map(\.code)
    if codes.contains(.internalInvariant) {
      self = .internalError
    } else if codes.allSatisfy(\.isFinding) {
      self = codes.isEmpty ? .success : .numbersDiffer
    } else {
      self = .unusable
    }
  }
}

extension DiagnosticCode {
  /// Whether it says what was found out about a model that could be used.
  fileprivate var isFinding: Bool {
    [.numbersDiffer, .budgetExceeded, .quantizationNoise, .regression].contains(self)
  }
}
