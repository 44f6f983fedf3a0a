extension ArenaPlan {
  /// A table with one line for each step in the order of execution (its name, the bytes in use while it runs,
  /// what they hold), and a last line with the peak and the lower bound.
  public func report(_ problem: ArenaProblem) throws -> [String] {
    let model = try ArenaModel(problem)
    let layout = ArenaLayout(model, order: order)
    let footprints = model.footprints(of: order)
    let nameWidth = problem.steps.reduce(0) { max($0, $1.name.count) }
    let sizeWidth = footprints.reduce(0) { max($0, grouped($1).count) }
    var lines: [String] = []
    for (position, step) in order.enumerated() {
      let name = padded(problem.steps[step].name, nameWidth)
      let size = String(grouped(footprints[position]).reversed())
      let live = layout.liveBuffers(at: position).map { problem.buffers[$0].name }
      let scratch = model.scratch(of: step) > 0 ? ["scratch"] : []
      let right = String(padded(size, sizeWidth).reversed())
      lines.append("\(name)  \(right) B  \((live + scratch).joined(separator: " "))")
    }
    return lines + [summary(problem)]
  }

  /// One line: `peak 221,184 B at conv_3; no order of these operators can need less than 221,184 B`.
  public func summary(_ problem: ArenaProblem) -> String {
    let place = peak.step.map { problem.steps[$0].name } ?? "the graph's inputs and outputs"
    return "peak \(grouped(sizeInBytes)) B at \(place); "
      + "no order of these operators can need less than \(grouped(lowerBound)) B"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Thousands separated by commas.
  private func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
