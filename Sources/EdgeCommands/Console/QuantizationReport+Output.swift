internal import EdgeCompiler
internal import EdgeIR
internal import EdgeQuantization
internal import EdgeSupport

extension QuantizationReport {
  /// What quantization has come to, in a line or two.
  var summary: [String] {
    guard let method else { return ["in the integers that the model declares"] }
    guard let ratio else {
      return ["ranges by \(method.label) of \(samples) samples, weights to the nearest"]
    }
    let agreements = results.compactMap { result in
      result.agreement.map {
        "\(results.count > 1 ? "\(result.name) " : "")\(($0 * 100).brief) % of \(result.samples) decisions kept"
      }
    }
    let tried = candidates.count > 1 ? candidates.map { "\($0.method.label) \($0.ratio.decibels)" } : []
    return [
      "results \(ratio.decibels) above the noise on \(samples) samples, ranges by \(method.label)",
      (agreements + (tried.isEmpty ? [] : ["tried: \(tried.joined(separator: ", "))"])).joined(
        separator: "; "),
      accuracy?.text ?? "",
      widened.isEmpty ? "" : "16 bits for \(widened.joined(separator: ", "))",
    ].filter { !$0.isEmpty }
  }

  /// The values that add most to the noise, and what was found; nothing for a model that declares its own integers.
  var details: [String] {
    guard method != nil else { return [] }
    let shown = findings.filter { $0.status != .harmless }
    let measured = ranked.filter { $0.outputRatio != nil }
    let noisiest = (measured.isEmpty ? ranked : measured).prefix(noisyLimit)
    let noisy = noisiest.filter { ($0.outputRatio ?? $0.noise.ratio) < quietRatio }
    var table = TextTable([
      ("noisiest", .left), ("operator", .left), ("type", .left), ("itself", .right), ("results", .right),
      ("", .left),
    ])
    for tensor in noisy {
      let causes = shown.filter { $0.values.contains(tensor.name) }.map(\.cause.title)
      table.add([
        tensor.name.shortened(to: 40), tensor.operatorName ?? "input", tensor.type.element.rawValue,
        tensor.noise.ratio.decibels, tensor.outputRatio?.decibels ?? "-", causes.joined(separator: ", "),
      ])
    }
    let lines = shown.prefix(findingLimit).flatMap { finding in
      finding.status == .taken
        ? ["  ✓ \(finding.cause.title): \(finding.place)"]
        : [
          "  → \(finding.cause.title): \(finding.place)", "    \(finding.evidence)", "    \(finding.remedy)",
        ]
    }
    let hidden = shown.count - min(shown.count, findingLimit)
    return (noisy.isEmpty ? [] : [""] + table.lines.map { "  \($0)" }) + (lines.isEmpty ? [] : [""] + lines)
      + (hidden > 0 ? ["  and \(hidden) more, see --quantization-report"] : [])
  }

  /// The whole report as JSON, or as a page for a path that says so.
  func document(_ path: String, model: String) -> String {
    path.hasSuffix(".html") || path.hasSuffix(".htm")
      ? QuantizationPage(report: self, model: model).html : json(model: model).pretty + "\n"
  }
}

/// What is quieter than this many dB needs no attention.
private let quietRatio = 50.0

/// Values and findings that are printed.
private let noisyLimit = 5
private let findingLimit = 5

extension Finding {
  /// Where it is, in the user's words.
  var place: String {
    guard !values.isEmpty else { return "the whole model" }
    let names = values.prefix(3).map { $0.shortened(to: 40) }.joined(separator: ", ")
    let more = values.count > 3 ? " and \(values.count - 3) more" : ""
    let nodes = origins.prefix(2).map { "\($0.operatorType) '\($0.name.shortened(to: 40))'" }
    return names + more + (nodes.isEmpty ? "" : " (\(nodes.joined(separator: ", ")))")
  }
}

extension RangeMethod {
  var label: String {
    switch self {
    case .minMax: "minmax"
    case .percentile: "percentile"
    case .squaredError: "mse"
    case .entropy: "entropy"
    }
  }
}

extension Double {
  /// `37.6 dB`
  var decibels: String {
    isFinite ? "\((self * 10).rounded() / 10) dB" : self > 0 ? "no noise" : "no signal"
  }
}
