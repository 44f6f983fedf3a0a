internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

/// What `verify` shows and writes.
struct VerificationPage {
  let report: VerificationReport
  let data: String?
  let seed: UInt64
  /// What is worse than in the baseline.
  var regressions: [Diagnostic] = []

  /// - Parameter allLayers: all that were compared; otherwise the worst of each target.
  func lines(allLayers: Bool) -> [String] {
    let skipped = report.skipped.map { "  not compared: \($0.target.name): \($0.reason.message)" }
    let sections: [[String]] =
      [
        comparisons, skipped, report.accuracies.map { "  \($0.target.name): \($0.text)" },
        report.deviations.map { "  " + deviation($0) }, needs,
      ] + report.layers.map { $0.lines(limit: allLayers ? .max : 20) }
    return ["\(report.path): \(samples), \(limits)"]
      + sections.filter { !$0.isEmpty }.flatMap { [""] + $0 } + ["", verdict]
  }

  private var comparisons: [String] {
    var table = TextTable([
      ("against", .left), ("output", .left), ("max error", .right), ("of scale", .right), ("ulp", .right),
      ("SQNR dB", .right), ("cosine", .right), ("top-1", .right), ("", .left),
    ])
    for row in report.rows {
      let errors = row.errors
      table.add([
        row.target.name, row.output.name, errors.maxAbsoluteError.short, errors.relativeError.short,
        errors.unitsText, errors.ratioText, errors.cosineText, errors.agreementText, row.mark,
      ])
    }
    return table.lines
  }

  private var needs: [String] {
    guard let needs = report.needs else {
      return report.needsObstacle.map { ["  needs unknown: \($0.message)"] } ?? []
    }
    var table = TextTable([.left, .right, .left, .left, .left])
    for need in needs.needs {
      let amount = need.amount.map { "\($0.grouped)\(need.resource.unit)" } ?? "?"
      let budget = need.budget.map { "of \($0.grouped)\(need.resource.unit)" } ?? ""
      let mark = need.budget == nil ? "" : need.isWithinBudget ? "✓" : "✗"
      table.add(["  \(need.resource.title)", amount, budget, mark, need.remark])
    }
    return table.lines
  }

  var samples: String {
    let count = "\(report.sampleCount) sample\(report.sampleCount == 1 ? "" : "s")"
    return data.map { "\(count) from \($0)" } ?? "\(count) of random inputs (seed \(seed))"
  }

  var limits: String {
    switch report.tolerance {
    case .scaled(let relative, let absolute): "tolerance \(relative.short) of the scale + \(absolute.short)"
    case .unitsInLastPlace(0): "bit by bit"
    case .unitsInLastPlace(let limit): "tolerance \(limit) ulp"
    case .signalToNoise(let limit): "at least \(limit.svg) dB above the noise"
    }
  }

  /// How far integers are from the model's own arithmetic.
  func deviation(_ deviation: IntegerDeviation) -> String {
    let ratio = deviation.ratio.isFinite ? "\((deviation.ratio * 10).rounded() / 10) dB" : "no noise"
    var parts = ["\(deviation.name) beside the model's own arithmetic: \(ratio)"]
    if let steps = deviation.steps { parts.append("at most \(steps.grouped) step\(steps == 1 ? "" : "s")") }
    if let agreement = deviation.agreement {
      parts.append("largest element the same in \((agreement * 1000).rounded() / 10) %")
    }
    if let limit = deviation.limit, !deviation.isWithinLimit { parts.append("expected \(limit.svg) dB") }
    return parts.joined(separator: ", ")
  }

  /// In a sentence.
  var verdict: String {
    let count = report.rows.count
    let bad = report.rows.count { !$0.isWithinTolerance }
    let layers = report.layers.first { $0.firstFailure != nil }
    let numbers =
      bad > 0
      ? "numbers differ: \(bad) of \(count) comparisons are beyond the tolerance"
      : layers.map { "numbers differ inside the \($0.target.name); its outputs are within the tolerance" }
        ?? "equal within the tolerance: \(count) comparison\(count == 1 ? "" : "s")"
    let excesses = report.needs?.needs.filter { !$0.isWithinBudget } ?? []
    let others = [
      excesses.isEmpty ? nil : "over budget: \(excesses.map(\.resource.title).joined(separator: ", "))",
      report.deviations.allSatisfy(\.isWithinLimit) ? nil : "integers are too far from the model",
      report.accuracies.allSatisfy(\.isWithinLimit) ? nil : "too many decisions are lost",
      regressions.isEmpty
        ? nil : "\(regressions.count) regression\(regressions.count == 1 ? "" : "s") since the baseline",
    ]
    return ([numbers] + others.compactMap { $0 }).joined(separator: "; ")
  }

  /// One E703 for each target that goes astray inside, where that was looked at, and one for each output of each
  /// target that is beyond the tolerance; then what is over budget or worse than it was.
  var failures: [Diagnostic] {
    report.layers.compactMap(firstLayer) + report.rows.compactMap(failure)
      + report.deviations.filter { !$0.isWithinLimit }.map(tooNoisy)
      + report.accuracies.filter { !$0.isWithinLimit }.map(lostAccuracy)
      + (report.needs?.excesses(file: report.path) ?? []) + regressions
  }

  private func failure(_ row: VerificationReport.Row) -> Diagnostic? {
    guard row.isJudged, let failure = row.failure else { return nil }
    return .error(
      .numbersDiffer, "\(row.target.name): \(failure.message)",
      at: .init(file: report.path, value: row.output.name),
      notes: failure.sample.map { ["first in sample \($0)"] } ?? [],
      hint:
        "look for the cause with --per-layer and --verify-each, or widen the tolerance with --rtol, --atol, "
        + "--max-ulp or --min-sqnr")
  }

  private func firstLayer(_ layers: LayerReport) -> Diagnostic? {
    layers.firstFailure.map { row in
      .error(
        .numbersDiffer,
        "\(layers.target.name): first differs after \(row.operatorType): \(row.failure ?? "")",
        at: .init(
          file: report.path, node: row.origin?.name, nodeIndex: row.origin?.index,
          operatorType: row.operatorType, opset: row.origin?.opset, value: row.value.name),
        hint: "if the outputs are good enough, leave out --per-layer")
    }
  }

  private func tooNoisy(_ deviation: IntegerDeviation) -> Diagnostic {
    .error(
      .quantizationNoise, self.deviation(deviation), at: .init(file: report.path, value: deviation.name),
      hint: "see what is noisy with `edgec convert --quantization-report r.html`, or lower --min-sqnr")
  }

  private func lostAccuracy(_ accuracy: TargetAccuracy) -> Diagnostic {
    .error(
      .quantizationNoise,
      "\(accuracy.target.name): \(accuracy.text): \(accuracy.drop.svg) percentage points are lost, at most "
        + "\((accuracy.limit ?? 0).svg) may be",
      at: .init(file: report.path), hint: "see what is noisy with --per-layer, or raise --max-accuracy-drop")
  }
}

extension VerificationReport.Row {
  /// Whether it holds; rows that are not judged have none.
  var mark: String { failure == nil ? "✓" : isJudged ? "✗" : "" }
}

extension ErrorMeasures {
  var unitsText: String { maxUnitsInLastPlace == .max ? "-" : maxUnitsInLastPlace.grouped }

  var ratioText: String { signalToNoise == .infinity ? "∞" : signalToNoise.svg }

  /// How far from 1 the cosine is tells more than its digits.
  var cosineText: String {
    guard let cosine else { return "-" }
    let rest = 1 - cosine
    return rest <= 1e-15 ? "1" : rest < 1e-4 ? "1-\(rest.short)" : "\((cosine * 1e4).rounded() / 1e4)"
  }

  var agreementText: String { agreement.map { "\(($0 * 100).svg) %" } ?? "-" }

  /// Members of a JSON object.
  var json: [JSON.Member] {
    [
      .init("maxAbsoluteError", .number(maxAbsoluteError)), .init("relativeError", .number(relativeError)),
      .init("maxUnitsInLastPlace", .integer(maxUnitsInLastPlace)),
      .init("signalToNoise", signalToNoise.isFinite ? .number(signalToNoise) : .null),
      .init("cosine", cosine.map { .number($0) } ?? .null),
      .init("agreement", agreement.map { .number($0) } ?? .null),
    ]
  }
}

extension Double {
  /// Two significant digits: `1.9e-06`, `0.25`, `12`; exact zero is `0`.
  var short: String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : "\(self)" }
    var (mantissa, exponent) = (magnitude, 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var tenths = Int((mantissa * 10).rounded())
    if tenths == 100 { (tenths, exponent) = (10, exponent + 1) }
    let digits = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    let sign = self < 0 ? "-" : ""
    return exponent == 0 ? sign + digits : "\(sign)\(digits)e\(exponent)"
  }
}
