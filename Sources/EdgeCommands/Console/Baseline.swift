internal import EdgeCompiler
internal import EdgeSupport

/// An earlier report of `verify`, and how far a new one may be from it.
struct Baseline {
  private let path: String
  private let report: JSON
  /// As a factor: 1 where nothing may grow.
  private let slack: Double

  /// Errors depend on the order of sums, which compilers choose: what is at most twice as large, or below rounding, is
  /// the same.
  private static let errorFactor = 2.0
  private static let errorFloor = 1e-6
  /// In dB.
  private static let ratioSlack = 1.0

  /// - Parameter slack: in percent.
  /// - Throws: `Diagnostic` E801; E702 for a file that is no report.
  init(_ path: String, slack: Double) throws {
    self.path = path
    self.slack = 1 + slack / 100
    report = try JSON(parsing: FileSystem.read(path), path: path)
    guard report["comparisons"] != nil, report["needs"] != nil else {
      throw Diagnostic.error(
        .malformedData, "expected a report with comparisons and needs", at: .init(file: path),
        hint: "give what `edgec verify --report NAME.json` wrote")
    }
  }

  /// One E705 for everything in a report that is worse than in this one.
  func regressions(_ new: JSON, file: String) -> [Diagnostic] {
    needs(new) + operators(new) + losses(new) + comparisons(new)
  }

  private func problem(_ message: String, at location: Diagnostic.Location) -> Diagnostic {
    .error(
      .regression, message, at: location, notes: ["the baseline is \(path)"],
      hint: "if that is meant, write a new baseline with --report \(FileSystem.baseName(path))")
  }

  private func needs(_ new: JSON) -> [Diagnostic] {
    Resource.allCases.compactMap { resource in
      guard let before = report["needs"]?[resource.rawValue]?["amount"]?.asInteger else { return nil }
      let now = new["needs"]?[resource.rawValue]
      let allowed = "expected at most \(before.grouped)\(resource.unit) of \(resource.title)"
      guard let amount = now?["amount"]?.asInteger else {
        return problem("\(allowed), as before, which could not be measured now", at: location(new))
      }
      guard Double(amount) > Double(before) * slack else { return nil }
      let share = Double(amount - before) * 100 / Double(max(before, 1))
      return problem(
        "\(allowed), as before, got \(amount.grouped)\(resource.unit): \(share.short) % more",
        at: location(new, node: now?["node"]?.asString))
    }
  }

  private func operators(_ new: JSON) -> [Diagnostic] {
    guard let before = report["operators"]?.members, !before.isEmpty else { return [] }
    let known = Set(before.map(\.key))
    return (new["operators"]?.members ?? []).filter { !known.contains($0.key) }.map { member in
      problem("the model has come to need the operator \(member.key)", at: location(new))
    }
  }

  /// What could be had before and cannot any more.
  private func losses(_ new: JSON) -> [Diagnostic] {
    (new["skipped"]?.items ?? []).filter { skipped in
      report["comparisons"]?.items.contains { $0["against"] == skipped["against"] } ?? false
    }.map { skipped in
      problem(
        "there was a \(skipped["against"]?.asString ?? ""), now: \(skipped["reason"]?.asString ?? "")",
        at: location(new))
    }
  }

  private func comparisons(_ new: JSON) -> [Diagnostic] {
    let before = report["comparisons"]?.items ?? []
    return (new["comparisons"]?.items ?? []).flatMap { row -> [Diagnostic] in
      guard
        let old = before.first(where: { $0["against"] == row["against"] && $0["output"] == row["output"] })
      else { return [] }
      let against = row["against"]?.asString ?? ""
      func number(_ json: JSON, _ key: String) -> Double? { json[key]?.asDouble }
      var problems: [String] = []
      if let was = number(old, "relativeError"), let error = number(row, "relativeError"),
        error > max(was * Self.errorFactor, Self.errorFloor)
      {
        problems.append("errors of at most \(was.short) of the scale, got \(error.short)")
      }
      if let was = number(old, "signalToNoise"), let ratio = number(row, "signalToNoise"),
        ratio < was - Self.ratioSlack, (number(row, "relativeError") ?? 0) > Self.errorFloor
      {
        problems.append("\(was.svg) dB above the noise, got \(ratio.svg) dB")
      }
      if let was = number(old, "agreement"), let agreement = number(row, "agreement"), agreement < was {
        problems.append("the same largest element in \((was * 100).svg) %, got \((agreement * 100).svg) %")
      }
      return problems.map {
        problem("\(against): expected \($0)", at: location(new, value: row["output"]?.asString))
      }
    }
  }

  private func location(
    _ report: JSON, node: String? = nil, value: String? = nil
  ) -> Diagnostic.Location {
    .init(file: report["model"]?.asString, node: node, value: value)
  }
}

extension JSON {
  /// The items of an array; none for anything else.
  fileprivate var items: [JSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }
}
