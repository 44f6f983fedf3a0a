internal import EdgeIR
internal import EdgeQuantization
internal import EdgeSupport

/// A quantization report as a page that needs nothing else: no scripts, no other files.
struct QuantizationPage {
  let report: QuantizationReport
  let model: String

  var html: String {
    HTMLPage(
      title: "Quantization of \(model)", style: Self.style,
      sections: [HTMLPage.headline(headline), findings, results, floats, tensors]
    ).text
  }

  private var headline: [(String, String)] {
    guard let method = report.method else { return [("declared", "the integers are the model's own")] }
    func count(_ element: ElementType) -> Int {
      report.tensors.filter { $0.type.element == element }.count
    }
    let agreements = report.results.compactMap { result in
      result.agreement.map {
        (
          "\(($0 * 100).brief) %",
          "of \(result.samples) decisions kept\(report.results.count > 1 ? ", \(result.name)" : "")"
        )
      }
    }
    return [(report.ratio?.decibels ?? "-", "results above the noise")] + agreements + [
      ("\(report.samples)", "calibration samples"),
      (method.label, report.candidates.count > 1 ? "ranges, the better of \(tried)" : "ranges"),
      ("\(count(.int8))", "tensors in 8 bits"), ("\(count(.int16))", "in 16 bits"),
      ("\(report.floatNodes.count)", "nodes in float"),
    ]
  }

  private var tried: String {
    report.candidates.map { "\($0.method.label) \($0.ratio.decibels)" }.joined(separator: ", ")
  }

  // MARK: Findings

  private var findings: String {
    guard !report.findings.isEmpty else {
      return "<h2>Findings</h2>\n<p>None: nothing stands out.</p>"
    }
    let groups: [(Finding.Status, String)] = [
      (.advised, "What can be done"), (.taken, "What was done"), (.harmless, "What could be saved"),
    ]
    let sections = groups.compactMap { status, title -> String? in
      let found = report.findings.filter { $0.status == status }
      guard !found.isEmpty else { return nil }
      let causes = Finding.Cause.allCases.compactMap { cause -> String? in
        let same = found.filter { $0.cause == cause }
        return same.isEmpty ? nil : article(cause, same)
      }
      return "<h2>\(title)</h2>\n\(causes.joined(separator: "\n"))"
    }
    return sections.joined(separator: "\n")
  }

  private func article(_ cause: Finding.Cause, _ findings: [Finding]) -> String {
    let items = findings.map { finding in
      "<li>\(place(finding))<br>\(finding.evidence.xmlEscaped).<br><b>→</b> \(finding.remedy.xmlEscaped)</li>"
    }
    let status = findings[0].status.rawValue
    return """
      <article class="\(status)">
      <h3>\(cause.title.xmlEscaped)</h3>
      <p class="rule">\(cause.rule.xmlEscaped)</p>
      <ul>
      \(items.prefix(listLimit).joined(separator: "\n"))
      </ul>\(items.count > listLimit ? "\n<p>and \(items.count - listLimit) more</p>" : "")
      </article>
      """
  }

  private func place(_ finding: Finding) -> String {
    guard !finding.values.isEmpty else { return "The whole model" }
    let names = finding.values.map { "<code>\($0.xmlEscaped)</code>" }.joined(separator: ", ")
    return names + " <small>\(nodes(finding.operatorName, finding.origins))</small>"
  }

  private func nodes(_ operatorName: String?, _ origins: [Origin]) -> String {
    guard let operatorName else { return "input" }
    let listed = origins.prefix(4).map { "\($0.operatorType) “\($0.name)”" }
    let more = origins.count > 4 ? ["…"] : []
    return (listed.isEmpty ? operatorName : (listed + more).joined(separator: ", ")).xmlEscaped
  }

  // MARK: Tables

  private var results: String {
    table(
      "Results", ["output", "signal to noise", "same decision"],
      report.results.map {
        row(
          [
            $0.name.xmlEscaped
              + ($0.name == $0.value ? "" : " <small>judged by \($0.value.xmlEscaped)</small>"),
            $0.ratio.decibels, $0.agreement.map { "\(($0 * 100).brief) %" } ?? "",
          ], ["output", "signal to noise", "same decision"])
      })
  }

  private var floats: String {
    guard !report.floatNodes.isEmpty else { return "" }
    let columns = ["value", "computed by"]
    return table(
      "In float", columns,
      report.floatNodes.prefix(listLimit).map {
        row(["<code>\($0.value.xmlEscaped)</code>", nodes($0.operatorName, $0.origins)], columns)
      }
        + (report.floatNodes.count > listLimit
          ? [row(["and \(report.floatNodes.count - listLimit) more", ""], columns)] : []))
  }

  private var tensors: String {
    let columns = [
      "tensor", "stored as", "numbers", "itself", "results", "cut off", "seen and covered",
      "weights by channel",
    ]
    let rows = report.ranked.map { tensor in
      row(
        [
          "<code>\(tensor.name.xmlEscaped)</code><small>\(nodes(tensor.operatorName, tensor.origins))</small>",
          stored(tensor.type), numbers(tensor), tensor.noise.ratio.decibels,
          tensor.outputRatio?.decibels ?? "",
          tensor.noise.saturated == 0 ? "" : "\((tensor.noise.saturation * 100).brief) %",
          tensor.histogram.map { QuantizationChart.histogram($0, covered: tensor.type.coveredRange) } ?? "",
          tensor.weights.map { QuantizationChart.weights($0, constant: tensor.constantChannels ?? []) } ?? "",
        ], columns)
    }
    return "<p class=\"rule\">\(Self.legend.xmlEscaped)</p>\n"
      .inserted(into: table("Tensors, those that add most to the results’ noise first", columns, rows))
  }

  private static let legend =
    "“Itself”: the signal-to-noise ratio of the tensor’s own numbers. “Results”: that of the results when nothing but "
    + "this tensor is quantized. The histogram shows the numbers seen in calibration, its heights as square roots; the "
    + "range that integers cover is shaded. Weights: the largest of each output channel over five decades; channels "
    + "whose scale a bias decides are marked, as are those whose results never change."

  private func stored(_ type: TensorType) -> String {
    guard let (scale, zeroPoint) = type.quantization?.single else { return type.element.rawValue }
    return "\(type.element.rawValue)<small>scale \(scale.brief), zero \(zeroPoint)</small>"
  }

  private func numbers(_ tensor: TensorReport) -> String {
    let seen = tensor.observed.map { "\($0.lowerBound.brief) … \($0.upperBound.brief)" } ?? ""
    let covered = tensor.type.coveredRange.map { "\($0.lowerBound.brief) … \($0.upperBound.brief)" } ?? ""
    return "\(seen)<small>covered \(covered)</small>"
  }

  private func row(_ cells: [String], _ columns: [String]) -> String {
    "<tr>"
      + zip(cells, columns).map { cell, column in
        cell.isEmpty ? "<td class=\"none\"></td>" : "<td data-label=\"\(column)\">\(cell)</td>"
      }.joined() + "</tr>"
  }

  private func table(_ title: String, _ columns: [String], _ rows: [String]) -> String {
    guard !rows.isEmpty else { return "" }
    let head = "<tr>" + columns.map { "<th>\($0.xmlEscaped)</th>" }.joined() + "</tr>"
    return (["<h2>\(title.xmlEscaped)</h2>", "<table>", head] + rows + ["</table>"]).joined(separator: "\n")
  }
}

extension String {
  /// Before the table of a section.
  fileprivate func inserted(into section: String) -> String {
    let lines = section.split(separator: "\n", omittingEmptySubsequences: false)
    guard let heading = lines.first else { return section }
    return ([heading] + [Substring(self)] + lines.dropFirst()).joined(separator: "\n")
  }
}

/// Places that are listed for one cause.
private let listLimit = 12
