internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

extension LayerReport {
  /// A table in the model's order: of all values that were compared, or of the worst and the first that failed.
  func lines(limit: Int) -> [String] {
    let all = compared
    let worst = all.indices.sorted { (all[$1].errors.relativeError, $0) < (all[$0].errors.relativeError, $1) }
      .prefix(limit)
    let first = all.firstIndex { !$0.isWithinTolerance }
    let shown = Set(worst).union(first.map { [$0] } ?? [])
    var table = TextTable([
      ("value", .left), ("operator", .left), ("type", .left), ("max error", .right), ("of scale", .right),
      ("ulp", .right), ("SQNR dB", .right), ("", .left),
    ])
    for (index, row) in all.enumerated() where shown.contains(index) {
      table.add([
        row.value.name.shortened(to: 40), row.operatorType, "\(row.value.type)",
        row.errors.maxAbsoluteError.short, row.errors.relativeError.short, row.errors.unitsText,
        row.errors.ratioText, index == first ? "✗ first" : row.isWithinTolerance ? "✓" : "✗",
      ])
    }
    let obstacles = rows.compactMap { row in
      row.obstacle.map { "  not compared: \(row.value.name.shortened(to: 40)): \($0)" }
    }
    let hidden = obstacles.count - min(obstacles.count, limit)
    return [title + (shown.count < all.count ? "; the \(shown.count) worst:" : ":"), ""] + table.lines
      + obstacles.prefix(limit) + (hidden > 0 ? ["  not compared: \(hidden) more"] : [])
  }

  private var title: String {
    "inside the \(target.name): \(compared.count) of the model's \(valueCount) computed values compared"
  }

  var json: JSON {
    [
      "against": .string(target.name), "values": .integer(valueCount),
      "firstFailure": JSON(firstFailure?.value.name),
      "compared": .array(
        rows.map { row in
          .object(
            [
              .init("value", .string(row.value.name)), .init("operator", .string(row.operatorType)),
              .init("node", JSON(row.origin?.name)), .init("type", .string("\(row.value.type)")),
            ] + row.errors.json + [
              .init("withinTolerance", .bool(row.isWithinTolerance)), .init("failure", JSON(row.failure)),
              .init("notComparable", JSON(row.obstacle)),
            ])
        }),
    ]
  }
}
