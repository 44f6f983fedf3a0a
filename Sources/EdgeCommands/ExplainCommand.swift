internal import ArgumentParser
internal import EdgeSupport

/// `edgec explain`: what a diagnostic code means and what to do.
struct ExplainCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explains diagnostic codes: what happened, why, and what to do.",
    discussion: """
      Every diagnostic has a code, such as E501 in `model.onnx: error: E501: …`. Without a code all are listed. The \
      same texts are in docs/DIAGNOSTICS.md.

        edgec explain
        edgec explain E501
      """)

  @Argument(help: ArgumentHelp("Diagnostic codes. All are listed without.", valueName: "code"))
  var codes: [String] = []

  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    guard !codes.isEmpty else {
      session.write(ExplainCommand.list)
      return .success
    }
    let known = try codes.map(ExplainCommand.code)
    session.write(Array(known.map { ExplanationPage(code: $0).lines }.joined(separator: [""])))
    return .success
  }

  private static var list: [String] {
    let areas = DiagnosticArea.allCases.map { area in
      var table = TextTable([.left, .left])
      for code in area.codes { table.add(["  \(code.rawValue)", code.explanation.title]) }
      return ["E\(area.rawValue)xx: \(area.title)"] + table.lines
    }
    return Array(areas.joined(separator: [""]))
  }

  /// - Throws: `Diagnostic` E803 for a code that there is not.
  private static func code(_ text: String) throws -> DiagnosticCode {
    let name = text.uppercased()
    if let code = DiagnosticCode(rawValue: name) ?? DiagnosticCode(rawValue: "E\(name)") { return code }
    let near = nearest(to: name).map { "\($0.rawValue) (\($0.explanation.title))" }
    throw Diagnostic.error(
      .invalidOption, "expected a diagnostic code, got '\(text)'",
      hint: (near.isEmpty ? "" : "the nearest: \(near.joined(separator: ", ")); ")
        + "`edgec explain` lists all")
  }

  /// The nearest codes of the same area, of all where there is no such area; none for what has no number.
  private static func nearest(to name: String) -> [DiagnosticCode] {
    guard let number = Int(name.filter(\.isNumber).prefix(3)) else { return [] }
    func distance(_ code: DiagnosticCode) -> Int { abs((Int(code.rawValue.dropFirst()) ?? 0) - number) }
    let area = DiagnosticArea(rawValue: number / 100)?.codes ?? DiagnosticCode.allCases
    return Array(area.sorted { (distance($0), $0.rawValue) < (distance($1), $1.rawValue) }.prefix(3))
  }
}
