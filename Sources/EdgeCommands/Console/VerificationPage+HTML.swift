internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

extension VerificationPage {
  /// The report as a page that needs nothing else: no scripts, no other files.
  var html: String {
    let isGood = failures.isEmpty
    return HTMLPage(
      title: "edgec verify \(report.path)", style: Self.style,
      sections: [
        """
        <p class="verdict \(isGood ? "good" : "bad")"><b>\(isGood ? "✓" : "✗")</b> \(verdict.xmlEscaped)</p>
        <p class="rule">\("\(samples), \(limits)".xmlEscaped)</p>
        """, problems, artefacts, needsSection, timeline,
        report.layers.map(layers).joined(separator: "\n"), deviations, skipped,
      ]
    ).text
  }

  // MARK: What is wrong

  private var problems: String {
    guard !failures.isEmpty else { return "" }
    let items = failures.prefix(listLimit).map { problem in
      let node = problem.location.node.map { $0.isEmpty ? "" : "<code>\($0.xmlEscaped)</code> " } ?? ""
      let value = problem.location.value.map { "<code>\($0.xmlEscaped)</code> " } ?? ""
      let hint = problem.hint.map { "<br><b>→</b> \($0.xmlEscaped)" } ?? ""
      let notes = problem.notes.map { "<br><small>\($0.xmlEscaped)</small>" }.joined()
      return
        "<li><b>\(problem.code.rawValue)</b> \(node)\(value)<br>\(problem.message.xmlEscaped)\(notes)\(hint)</li>"
    }
    let more = failures.count > listLimit ? "\n<p>and \(failures.count - listLimit) more</p>" : ""
    return "<ul class=\"problems\">\n\(items.joined(separator: "\n"))\n</ul>\(more)"
  }

  // MARK: Outputs

  private var artefacts: String {
    let columns = ["against", "output", "SQNR", "ulp", "max error", "of scale", "cosine", "top-1", ""]
    let rows = report.rows.map { row in
      let errors = row.errors
      let outcome = row.failure.map { row.isJudged ? "✗ \($0.message)" : "not judged" } ?? "✓"
      return Row(
        cells: [
          .text(row.target.name), .text("\(row.output.name) \(row.output.type)"), .ratio(errors),
          .units(errors), .text(errors.maxAbsoluteError.short), .text(errors.relativeError.short),
          .text(errors.cosineText), .text(errors.agreementText), .text(outcome),
        ], differs: !row.isWithinTolerance)
    }
    let accuracies = report.accuracies.map {
      "<p\($0.isWithinLimit ? "" : " class=\"differs\"")>\("\($0.target.name): \($0.text)".xmlEscaped)</p>"
    }
    return (["<h2>Outputs</h2>", table(columns, rows)] + accuracies).joined(separator: "\n")
  }

  private var deviations: String {
    guard !report.deviations.isEmpty else { return "" }
    let items = report.deviations.map {
      "<li\($0.isWithinLimit ? "" : " class=\"differs\"")>\(deviation($0).xmlEscaped)</li>"
    }
    return "<h2>Beside the model’s own arithmetic</h2>\n<ul>\(items.joined())</ul>"
  }

  private var skipped: String {
    guard !report.skipped.isEmpty else { return "" }
    let items = report.skipped.map { "<li>\("\($0.target.name): \($0.reason.message)".xmlEscaped)</li>" }
    return "<h2>Not compared</h2>\n<ul>\(items.joined())</ul>"
  }

  // MARK: Needs

  private var needsSection: String {
    guard let needs = report.needs else {
      return report.needsObstacle.map { "<h2>Needs</h2>\n<p>\($0.message.xmlEscaped)</p>" } ?? ""
    }
    return "<h2>Needs</h2>\n" + needs.needs.map(need).joined(separator: "\n")
  }

  /// A bar as long as its budget, or as what is needed where that is more.
  private func need(_ need: ProgramNeeds.Need) -> String {
    let amount = need.amount.map { "\($0.grouped)\(need.resource.unit)" } ?? "not measured"
    let budget = need.budget.map { " of \($0.grouped)\(need.resource.unit)" } ?? ""
    var bar = ""
    if let limit = need.budget, let amount = need.amount {
      let full = Double(max(limit, amount, 1))
      let (used, end) = (Double(amount) * 100 / full, Double(limit) * 100 / full)
      bar =
        "<div class=\"bar\"><i style=\"width:\(used.svg)%\"></i><em style=\"left:\(end.svg)%\"></em></div>"
    }
    let shares = need.shares.prefix(3).map { "\($0.name) \($0.amount.grouped)\(need.resource.unit)" }
    let notes = ([need.remark] + (shares.isEmpty ? [] : [shares.joined(separator: ", ")])).map {
      "<small>\($0.xmlEscaped)</small>"
    }
    return
      "<div class=\"need\(need.isWithinBudget ? "" : " over")\"><b>\(need.resource.title.xmlEscaped)</b> "
      + "\(amount)\(budget)\(bar)\(notes.joined())</div>"
  }

  private var timeline: String {
    guard let map = report.needs?.map else { return "" }
    let drawing = MemoryTimeline(map: map).svg
    return drawing.isEmpty
      ? "" : "<h2>The arena, step by step</h2>\n<div class=\"wide\">\n\(drawing)\n</div>"
  }

  // MARK: Layers

  private func layers(_ layers: LayerReport) -> String {
    let columns = ["value", "operator", "SQNR", "ulp", "max error", "of scale", ""]
    let first = layers.firstFailure?.value.name
    let rows = layers.compared.map { row in
      let outcome = row.failure.map { row.value.name == first ? "✗ first: \($0)" : "✗ \($0)" } ?? "✓"
      return Row(
        cells: [
          .text("\(row.value.name) \(row.value.type)"), .text(row.operatorType), .ratio(row.errors),
          .units(row.errors), .text(row.errors.maxAbsoluteError.short), .text(row.errors.relativeError.short),
          .text(outcome),
        ], differs: row.failure != nil)
    }
    let strip = layers.compared.map { row in
      "<i class=\"\(Cell.ratio(row.errors).style)\(row.failure == nil ? "" : " x")\" "
        + "title=\"\("\(row.value.name): \(row.errors.ratioText) dB".xmlEscaped)\"></i>"
    }
    let obstacles = layers.rows.filter { $0.obstacle != nil && $0.failure == nil }.map {
      "<li>\("\($0.value.name): \($0.obstacle ?? "")".xmlEscaped)</li>"
    }
    let notCompared =
      obstacles.isEmpty
      ? ""
      : "\n<details><summary>\(obstacles.count) not compared</summary><ul>\(obstacles.joined())</ul></details>"
    return """
      <h2>Inside the \(layers.target.name.xmlEscaped)</h2>
      <p class="rule">\(layers.compared.count) of the model’s \(layers.valueCount) computed values, in its order. \
      \(Self.legend)</p>
      <div class="strip">\(strip.joined())</div>
      \(table(columns, rows))\(notCompared)
      """
  }

  private static let legend =
    "SQNR in dB: "
    + Cell.ratioLimits.enumerated().map { index, limit in
      "<span class=\"h\(index)\">≥ \(Int(limit))</span>"
    }.joined(separator: " ") + " <span class=\"h\(Cell.ratioLimits.count)\">below</span>"

  // MARK: Tables

  private struct Row {
    let cells: [Cell]
    let differs: Bool
  }

  private enum Cell {
    case text(String)
    case ratio(ErrorMeasures)
    case units(ErrorMeasures)

    /// In dB; beyond the last is the worst.
    static let ratioLimits = [100.0, 80, 60, 40, 30, 20]
    private static let unitLimits = [0, 8, 64, 1024, 65_536, 1 << 23]

    var text: String {
      switch self {
      case .text(let text): text
      case .ratio(let errors): errors.ratioText
      case .units(let errors): errors.unitsText
      }
    }

    /// The colour of its number; empty for text.
    var style: String {
      switch self {
      case .text: ""
      case .ratio(let errors):
        "h\(Self.ratioLimits.firstIndex { errors.signalToNoise >= $0 } ?? Self.ratioLimits.count)"
      case .units(let errors):
        "h\(Self.unitLimits.firstIndex { errors.maxUnitsInLastPlace <= $0 } ?? Self.unitLimits.count)"
      }
    }
  }

  private func table(_ columns: [String], _ rows: [Row]) -> String {
    let head = "<tr>" + columns.map { "<th>\($0.xmlEscaped)</th>" }.joined() + "</tr>"
    let lines = rows.map { row in
      (row.differs ? "<tr class=\"differs\">" : "<tr>")
        + zip(row.cells, columns).map { cell, column in
          let style = cell.style.isEmpty ? "" : " class=\"\(cell.style)\""
          let label = column.isEmpty ? "" : " data-label=\"\(column)\""
          return "<td\(style)\(label)>\(cell.text.xmlEscaped)</td>"
        }.joined() + "</tr>"
    }
    return (["<table>", head] + lines + ["</table>"]).joined(separator: "\n")
  }
}

/// Problems that are listed.
private let listLimit = 20
