import EdgeIR

extension LayoutProblem {
  /// What one more operator costs, in bytes moved.
  private static let operatorCost = 2048.0
  /// What a byte costs that an operator's kernel copies on its own, in bytes moved by an operator for it. It decides
  /// between equal numbers of bytes moved.
  private static let copyCost = 1.0 / 64

  /// For each participant the index of its mode.
  func solve() -> [Int] {
    let costs = conversionCosts()
    var problem = PBQP()
    for participant in participants {
      _ = problem.addNode(participant.modes.indices.map { modeCost(participant, $0) })
    }
    for (number, layout) in layouts.enumerated() where !layout.isConstant {
      if let producer = layout.producer, !layout.readers.isEmpty {
        connect(layout, producer, costs[number], &problem)
      }
    }
    return improved(Array(problem.solve().prefix(participants.count)), costs)
  }

  /// What a choice of modes costs, in bytes moved.
  func cost(of choice: [Int]) -> Double {
    let costs = conversionCosts()
    let own = participants.indices.map { modeCost(participants[$0], choice[$0]) }
    return own.reduce(0, +) + layouts.indices.reduce(0) { $0 + classCost($1, choice, costs) }
  }

  func conversionCosts() -> [ConversionCosts] {
    layouts.map { ConversionCosts($0, operatorCost: Self.operatorCost) }
  }

  /// Ties go to the logical layout.
  func modeCost(_ participant: LayoutParticipant, _ mode: Int) -> Double {
    Double(participant.modes[mode].copiedBytes) * Self.copyCost + 1e-3 * Double(mode)
  }

  private func connect(
    _ layout: ClassLayouts, _ producer: ClassLayouts.End, _ costs: ConversionCosts, _ problem: inout PBQP
  ) {
    let made = orders(producer)
    if layout.readers.count == 1, layout.readers[0].participant != producer.participant {
      let reader = layout.readers[0]
      let wanted = orders(reader)
      let fusion = separationCost(reader)
      let matrix = PBQP.Matrix(rows: made.count, columns: wanted.count) { row, column in
        let (from, to) = (made[row], wanted[column])
        return costs[from, to] + (from == to ? 0 : fusion)
      }
      problem.addEdge(producer.participant, reader.participant, matrix)
      return
    }
    var candidates: [Int] = []
    for order in made + layout.readers.flatMap(orders) where !candidates.contains(order) {
      candidates.append(order)
    }
    let sets = subsets(candidates, largest: layout.readers.count + 1)
    let copies = problem.addNode([Double](repeating: 0, count: sets.count))
    func connect(_ end: ClassLayouts.End, _ cost: (Int, [Int]) -> Double) {
      let rows = orders(end)
      let matrix = PBQP.Matrix(rows: rows.count, columns: sets.count) { row, column in
        sets[column].contains(rows[row]) ? cost(rows[row], sets[column]) : .infinity
      }
      problem.addEdge(end.participant, copies, matrix)
    }
    connect(producer) { from, set in set.reduce(0) { $0 + costs[from, $1] } }
    for reader in layout.readers { connect(reader) { _, _ in 0 } }
  }

  private func orders(_ end: ClassLayouts.End) -> [Int] {
    participants[end.participant].modes.map { $0.orders[end.port] }
  }

  /// Non-empty sets of candidates, small ones first, as many sizes as stay below a few hundred sets.
  private func subsets(_ candidates: [Int], largest: Int) -> [[Int]] {
    var result: [[Int]] = []
    var layer: [[Int]] = [[]]
    for size in 1...max(1, min(candidates.count, largest)) {
      layer = layer.flatMap { set in
        let start = set.last.flatMap { candidates.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        return candidates[start...].map { set + [$0] }
      }
      if size > 2, result.count + layer.count > 128 { break }
      result += layer
    }
    return result
  }

  /// Between equally good places for a transpose the one that does not separate an operator from the elementwise
  /// one that can be fused into it.
  private func separationCost(_ reader: ClassLayouts.End) -> Double {
    let axes = participants[reader.participant].builder?.axes
    return axes?.templates.broadcasts == true ? 1 : 0
  }

  /// Changes single modes as long as the cost drops.
  private func improved(_ start: [Int], _ costs: [ConversionCosts]) -> [Int] {
    var choice = start
    for _ in 0..<4 {
      var changed = false
      for (index, participant) in participants.enumerated() where participant.modes.count > 1 {
        let touched = Set(participant.ports.map(\.classNumber)).sorted()
        func total(_ mode: Int) -> Double {
          choice[index] = mode
          return touched.reduce(modeCost(participant, mode)) { $0 + classCost($1, choice, costs) }
        }
        let before = choice[index]
        let current = total(before)
        var best = (mode: before, cost: current)
        for mode in participant.modes.indices where mode != before {
          let cost = total(mode)
          if cost < best.cost - 1e-6 { best = (mode, cost) }
        }
        choice[index] = best.mode
        if best.mode != before { changed = true }
      }
      if !changed { break }
    }
    return choice
  }

  /// What the transposed copies of a class cost, of which all ports have modes.
  func classCost(_ number: Int, _ choice: [Int], _ costs: [ConversionCosts]) -> Double {
    guard let producer = layouts[number].producer else { return 0 }
    func order(_ end: ClassLayouts.End) -> Int {
      participants[end.participant].modes[choice[end.participant]].orders[end.port]
    }
    let from = order(producer)
    var made = [from]
    var result = 0.0
    for reader in layouts[number].readers {
      let wanted = order(reader)
      guard !made.contains(wanted) else { continue }
      made.append(wanted)
      result += costs[number][from, wanted]
    }
    if layouts[number].readers.count == 1, made.count > 1 {
      result += separationCost(layouts[number].readers[0])
    }
    return result
  }
}

/// What bringing a class from one of its layouts into another costs, in bytes moved.
struct ConversionCosts {
  private let count: Int
  private let costs: [Double]

  init(_ layout: ClassLayouts, operatorCost: Double) {
    count = layout.isConstant ? 0 : layout.orders.count
    var costs = [Double](repeating: 0, count: count * count)
    for to in 0..<count {
      for from in 0..<to {
        // As many axes as the way back has.
        let rank = MergedTranspose.rank(from: layout.orders[from], to: layout.orders[to])
        let cost = (Double(layout.bytes) + operatorCost) * (rank <= 5 ? 1 : 2)
        costs[from * count + to] = cost
        costs[to * count + from] = cost
      }
    }
    self.costs = costs
  }

  subscript(from: Int, to: Int) -> Double { costs[from &* count &+ to] }
}
