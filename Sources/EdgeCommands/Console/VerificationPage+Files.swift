internal import EdgeC
internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

extension VerificationPage {
  /// What a baseline is, too.
  var json: JSON {
    [
      "model": .string(report.path), "samples": .integer(report.sampleCount),
      "passed": .bool(failures.isEmpty), "withinTolerance": .bool(report.isWithinTolerance),
      "tolerance": tolerance, "comparisons": .array(report.rows.map(comparison)),
      "accuracies": .array(
        report.accuracies.map {
          [
            "against": .string($0.target.name), "share": .number($0.share),
            "modelShare": .number($0.modelShare), "samples": .integer($0.samples),
          ]
        }),
      "needs": .object((report.needs?.needs ?? []).map { .init($0.resource.rawValue, need($0)) }),
      "arena": report.needs?.map.map { ["lowerBound": .integer($0.lowerBound)] } ?? .null,
      "operators": .object((report.needs?.operators ?? []).map { .init($0.name, .integer($0.count)) }),
      "layers": .array(report.layers.map(\.json)), "deviations": .array(report.deviations.map(deviation)),
      "skipped": .array(
        report.skipped.map { ["against": .string($0.target.name), "reason": .string($0.reason.message)] }),
      "diagnostics": .array(failures.map(\.json)),
    ]
  }

  private func comparison(_ row: VerificationReport.Row) -> JSON {
    .object(
      [
        .init("against", .string(row.target.name)), .init("output", .string(row.output.name)),
        .init("type", .string("\(row.output.type)")),
      ] + row.errors.json + [
        .init("withinTolerance", .bool(row.isWithinTolerance)), .init("failure", JSON(row.failure?.message)),
      ])
  }

  private func need(_ need: ProgramNeeds.Need) -> JSON {
    [
      "amount": JSON(need.amount), "budget": JSON(need.budget), "node": JSON(need.layer?.name),
      "remark": .string(need.remark),
      "shares": .array(
        need.shares.prefix(10).map {
          ["name": .string($0.name), "amount": .integer($0.amount), "node": JSON($0.origin?.name)]
        }),
    ]
  }

  private func deviation(_ deviation: IntegerDeviation) -> JSON {
    [
      "output": .string(deviation.name), "ratio": deviation.ratio.isFinite ? .number(deviation.ratio) : .null,
      "steps": JSON(deviation.steps), "agreement": deviation.agreement.map { .number($0) } ?? .null,
      "limit": deviation.limit.map { .number($0) } ?? .null,
    ]
  }

  private var tolerance: JSON {
    switch report.tolerance {
    case .scaled(let relative, let absolute): ["relative": .number(relative), "absolute": .number(absolute)]
    case .unitsInLastPlace(let limit): ["unitsInLastPlace": .integer(limit)]
    case .signalToNoise(let limit): ["signalToNoise": .number(limit)]
    }
  }

  /// One test case for each comparison, for what is inside each target, and for each budget.
  var junit: String {
    typealias Case = JUnitDocument.Case
    func outcome(_ message: String?, _ code: DiagnosticCode) -> Case.Outcome {
      message.map { .failed($0, type: code.rawValue) } ?? .passed
    }
    var cases = report.rows.map { row in
      Case(
        group: row.target.name, name: row.output.name,
        outcome: outcome(row.isJudged ? row.failure?.message : nil, .numbersDiffer))
    }
    for layers in report.layers {
      let first = layers.firstFailure.map { "first differs after '\($0.value.name)': \($0.failure ?? "")" }
      cases.append(
        Case(group: layers.target.name, name: "layers", outcome: outcome(first, .numbersDiffer)))
    }
    for found in report.deviations {
      cases.append(
        Case(
          group: "the model's own arithmetic", name: found.name,
          outcome: outcome(found.isWithinLimit ? nil : deviation(found), .quantizationNoise)))
    }
    for accuracy in report.accuracies {
      cases.append(
        Case(
          group: accuracy.target.name, name: "accuracy",
          outcome: outcome(accuracy.isWithinLimit ? nil : accuracy.text, .quantizationNoise)))
    }
    for need in report.needs?.needs ?? [] where need.budget != nil {
      let excess = need.excess(file: report.path)?.message
      cases.append(
        Case(group: "budgets", name: need.resource.title, outcome: outcome(excess, .budgetExceeded)))
    }
    cases += regressions.enumerated().map { index, regression in
      Case(group: "baseline", name: "\(index + 1)", outcome: outcome(regression.message, .regression))
    }
    cases += report.skipped.map { target, reason in
      Case(group: target.name, name: "all", outcome: .skipped(reason.message))
    }
    return JUnitDocument(name: "edgec verify \(report.path)", cases: cases).text
  }
}
