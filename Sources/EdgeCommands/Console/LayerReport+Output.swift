internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

extension LayerReport {
  /// A table in the model's order: of all values that were compared, or of the worst and the first that failed.
  func lines(limit: Int) -> [String] {
    let all = compared
    let worst = all.indices.sorted { (all[$1].relativeError, $0) < (all[$0].relativeError, $1) }.prefix(limit)
    let first = all.firstIndex { !$0.isWithinTolerance }
    let shown = Set(worst).union(first.map { [$0] } ?? [])
    var table = TextTable([
      ("value", .left), ("operator", .left), ("type", .left), ("max error", .right), ("of scale", .right),
      ("", .left),
    ])
    for (index, row) in all.enumerated() where shown.contains(index) {
      table.add([
        row.value.name.shortened(to: 40), row.operatorType, "\(row.value.type)", row.maxAbsoluteError.short,
        row.relativeError.short, index == first ? "✗ first" : row.isWithinTolerance ? "✓" : "✗",
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
          [
            "value": .string(row.value.name), "operator": .string(row.operatorType),
            "type": .string("\(row.value.type)"), "maxAbsoluteError": .number(row.maxAbsoluteError),
            "relativeError": .number(row.relativeError), "withinTolerance": .bool(row.isWithinTolerance),
            "failure": JSON(row.failure), "notComparable": JSON(row.obstacle),
          ]
        }),
    ]
  }
}
