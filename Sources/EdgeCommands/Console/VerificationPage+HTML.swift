internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

extension VerificationPage {
  /// The report as a page that needs nothing else: no scripts, no other files.
  var html: String {
    let outputs = report.rows.map { row in
      cells(
        [
          row.target.name, row.output.name, "\(row.output.type)", row.maxAbsoluteError.short,
          row.relativeError.short, row.failure?.message ?? "✓",
        ], differs: row.failure != nil)
    }
    let skipped = report.skipped.map { cells([$0.target.name, $0.reason.message]) }
    let sections =
      [section("Outputs", ["against", "output", "type", "max error", "of scale", ""], outputs)]
      + report.layers.map { layers in
        let title = "Inside the \(layers.target.name)"
        return section(
          title, ["value", "operator", "type", "max error", "of scale", ""], layers.rows.map(layerCells))
      } + (skipped.isEmpty ? [] : [section("Not compared", ["against", "reason"], skipped)])
    let title = "edgec verify \(report.path)".xmlEscaped
    return """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>\(title)</title>
      <style>
      body { font: 15px system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
      table { border-collapse: collapse; }
      th, td { text-align: left; padding: .25em .8em; border-bottom: 1px solid #ccc; }
      .differs { background: #fdd; color: #600; }
      </style>
      <h1>\(title)</h1>
      <p>\("\(samples), \(limits)".xmlEscaped)</p>
      <p\(report.isWithinTolerance ? "" : " class=\"differs\"")>\(verdict.xmlEscaped)</p>
      \(sections.joined(separator: "\n"))
      </html>

      """
  }

  private func layerCells(_ row: LayerReport.Row) -> String {
    let numbers =
      row.obstacle == nil || row.failure != nil
      ? [row.maxAbsoluteError.short, row.relativeError.short] : ["", ""]
    let outcome = row.failure ?? row.obstacle.map { "not compared: \($0)" } ?? "✓"
    return cells(
      [row.value.name, row.operatorType, "\(row.value.type)"] + numbers + [outcome],
      differs: row.failure != nil)
  }

  private func cells(_ texts: [String], differs: Bool = false) -> String {
    (differs ? "<tr class=\"differs\">" : "<tr>") + texts.map { "<td>\($0.xmlEscaped)</td>" }.joined()
      + "</tr>"
  }

  private func section(_ title: String, _ columns: [String], _ rows: [String]) -> String {
    let head = "<tr>" + columns.map { "<th>\($0.xmlEscaped)</th>" }.joined() + "</tr>"
    return (["<h2>\(title.xmlEscaped)</h2>", "<table>", head] + rows + ["</table>"]).joined(separator: "\n")
  }
}
