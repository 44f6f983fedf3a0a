internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

/// What `verify` shows and writes.
struct VerificationPage {
  let report: VerificationReport
  let data: String?
  let seed: UInt64

  /// - Parameter allLayers: all that were compared; otherwise the worst of each target.
  func lines(allLayers: Bool) -> [String] {
    var table = TextTable([
      ("against", .left), ("output", .left), ("max error", .right), ("of scale", .right), ("ulp", .right),
      ("", .left),
    ])
    for row in report.rows {
      table.add([
        row.target.name, row.output.name, row.maxAbsoluteError.short, row.relativeError.short,
        row.maxUnitsInLastPlace == .max ? "-" : row.maxUnitsInLastPlace.grouped,
        row.isWithinTolerance ? "✓" : "✗",
      ])
    }
    let skipped = report.skipped.map { "  not compared: \($0.target.name): \($0.reason.message)" }
    return ["\(report.path): \(samples), \(limits)", ""] + table.lines
      + (skipped.isEmpty ? [] : [""] + skipped)
      + (report.deviations.isEmpty ? [] : [""] + report.deviations.map { "  " + deviation($0) })
      + report.layers.flatMap { [""] + $0.lines(limit: allLayers ? .max : 20) } + ["", verdict]
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
    }
  }

  /// How far integers are from the model's own arithmetic.
  private func deviation(_ deviation: IntegerDeviation) -> String {
    let ratio = deviation.ratio.isFinite ? "\((deviation.ratio * 10).rounded() / 10) dB" : "no noise"
    var parts = ["\(deviation.name) beside the model's own arithmetic: \(ratio)"]
    if let steps = deviation.steps { parts.append("at most \(steps.grouped) step\(steps == 1 ? "" : "s")") }
    if let agreement = deviation.agreement {
      parts.append("largest element the same in \((agreement * 1000).rounded() / 10) %")
    }
    return parts.joined(separator: ", ")
  }

  var verdict: String {
    let bad = report.rows.filter { !$0.isWithinTolerance }.count
    if bad == 0, let layers = report.layers.first(where: { $0.firstFailure != nil }) {
      return "numbers differ inside the \(layers.target.name); its outputs are within the tolerance"
    }
    if bad > 0 {
      return "numbers differ: \(bad) of \(report.rows.count) comparisons are beyond the tolerance"
    }
    return "equal within the tolerance: \(report.rows.count) comparison\(report.rows.count == 1 ? "" : "s")"
  }

  /// One E703 for each target that goes astray inside, where that was looked at, and one for each output of each
  /// target that is beyond the tolerance.
  var failures: [Diagnostic] {
    report.layers.compactMap(firstLayer)
      + report.rows.compactMap { row in
        row.failure.map { failure in
          .error(
            .numbersDiffer, "\(row.target.name): \(failure.message)",
            at: .init(file: report.path, value: row.output.name),
            notes: ["first in sample \(failure.sample)"],
            hint:
              "widen the tolerance with --rtol, --atol or --max-ulp, or look for the cause with --per-layer and --verify-each"
          )
        }
      }
  }

  private func firstLayer(_ layers: LayerReport) -> Diagnostic? {
    layers.firstFailure.map { row in
      .error(
        .numbersDiffer,
        "\(layers.target.name): first differs after \(row.operatorType): \(row.failure ?? "")",
        at: .init(file: report.path, operatorType: row.operatorType, value: row.value.name),
        hint: "if the outputs are good enough, leave out --per-layer")
    }
  }

  var json: JSON {
    [
      "model": .string(report.path), "samples": .integer(report.sampleCount),
      "withinTolerance": .bool(report.isWithinTolerance), "tolerance": tolerance,
      "comparisons": .array(
        report.rows.map { row in
          [
            "against": .string(row.target.name), "output": .string(row.output.name),
            "type": .string("\(row.output.type)"), "maxAbsoluteError": .number(row.maxAbsoluteError),
            "relativeError": .number(row.relativeError),
            "maxUnitsInLastPlace": .integer(row.maxUnitsInLastPlace),
            "withinTolerance": .bool(row.isWithinTolerance), "failure": JSON(row.failure?.message),
          ]
        }),
      "layers": .array(report.layers.map(\.json)),
      "deviations": .array(
        report.deviations.map {
          [
            "output": .string($0.name), "ratio": $0.ratio.isFinite ? .number($0.ratio) : .null,
            "steps": $0.steps.map { .integer($0) } ?? .null,
            "agreement": $0.agreement.map { .number($0) } ?? .null,
          ]
        }),
      "skipped": .array(
        report.skipped.map { ["against": .string($0.target.name), "reason": .string($0.reason.message)] }),
    ]
  }

  private var tolerance: JSON {
    switch report.tolerance {
    case .scaled(let relative, let absolute): ["relative": .number(relative), "absolute": .number(absolute)]
    case .unitsInLastPlace(let limit): ["unitsInLastPlace": .integer(limit)]
    }
  }

  /// One test case for each comparison, as build servers read it.
  var junit: String {
    let failures = report.rows.filter { !$0.isWithinTolerance }.count
    let count = report.rows.count + report.skipped.count
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"edgec verify \(report.path.xmlEscaped)\" tests=\"\(count)\" failures=\"\(failures)\" "
        + "skipped=\"\(report.skipped.count)\">",
    ]
    for row in report.rows {
      let test =
        "  <testcase classname=\"\(row.target.name.xmlEscaped)\" name=\"\(row.output.name.xmlEscaped)\""
      lines.append(
        row.failure.map { "\(test)><failure message=\"\($0.message.xmlEscaped)\"/></testcase>" }
          ?? "\(test)/>")
    }
    for (target, reason) in report.skipped {
      lines.append(
        "  <testcase classname=\"\(target.name.xmlEscaped)\" name=\"all\">"
          + "<skipped message=\"\(reason.message.xmlEscaped)\"/></testcase>")
    }
    return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
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
