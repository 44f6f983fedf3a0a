import EdgeIR

/// Chooses among the ways to compute each node of a graph: what the goal asks for, within the program's budgets.
struct KernelSelection {
  let graph: Graph
  let options: COptions

  /// Bytes of the arena to which scratch memory may lift a goal other than `ram`, of 100 that it has without. Hosts do
  /// not count kilobytes.
  private var arenaPercent: Int { options.target == .host ? 1000 : 110 }
  /// What a byte of constants has to save where speed is balanced with size, beyond these and an eighth more than the
  /// least.
  private var instructionsPerByte: Int { options.target == .host ? 0 : 100 }
  private static let freeBytes = 1024

  /// The nodes with their choices made.
  ///
  /// - Throws: What scheduling throws.
  func choose(_ nodes: [CLoweredNode], inputsArePassed: Bool = false) throws -> [CLoweredNode] {
    guard nodes.contains(where: { $0.kernels.candidates.count > 1 }) else { return nodes }
    var chosen = nodes
    for (position, node) in nodes.enumerated() {
      chosen[position].choice = least(of: node.kernels.candidates.indices) { (node.scratchBytes(of: $0), $0) }
    }
    let leanest = try CSchedule.smallest(graph, chosen, for: options.target, inputsArePassed: inputsArePassed)
    let least = leanest.plan.sizeInBytes
    let limit =
      options.goal == .ram ? least : max(least, options.maxRAM ?? (least * arenaPercent / 100))
    let scratch = try scratchLimits(leanest, chosen, limit)
    let careful = best(of: chosen, within: scratch) { _, _ in 0 }
    // An output in its input's place leaves room for scratch memory, where nothing else needs that input.
    let outputBytes = graph.nodes.map { node in node.outputs.first.map { graph[$0].type.sizeInBytes } ?? 0 }
    let hopeful = best(of: chosen, within: scratch) {
      $1.computation.inPlaceInputs.isEmpty ? 0 : outputBytes[$0]
    }
    if zip(careful, hopeful).contains(where: { $0.choice != $1.choice }) {
      let schedule = try CSchedule.smallest(
        graph, hopeful, for: options.target, inputsArePassed: inputsArePassed)
      if schedule.plan.sizeInBytes <= limit { return withinFlash(hopeful) }
    }
    return withinFlash(careful)
  }

  /// The best candidate of each node among those whose scratch memory, less what they spare, is within its limit.
  private func best(
    of nodes: [CLoweredNode], within scratch: [Int], sparing: (Int, KernelVariants.Candidate) -> Int
  ) -> [CLoweredNode] {
    var chosen = nodes
    for (position, node) in nodes.enumerated() where node.kernels.candidates.count > 1 {
      let fitting = node.kernels.candidates.indices.filter {
        let spared = sparing(position, node.kernels.candidates[$0])
        return node.scratchBytes(of: $0) - spared <= max(scratch[position], node.scratchBytes)
      }
      chosen[position].choice = best(of: fitting, node)
    }
    return chosen
  }

  /// For each node the scratch memory it may use: what is left of the arena while it runs.
  private func scratchLimits(_ schedule: CSchedule, _ nodes: [CLoweredNode], _ limit: Int) throws -> [Int] {
    let footprints = try ArenaModel(schedule.problem).footprints(of: schedule.plan.order)
    var room: [NodeID: Int] = [:]
    for (step, footprint) in zip(schedule.plan.order, footprints) {
      guard let node = schedule.steps[step].node else { continue }
      let free = limit - footprint + schedule.problem.steps[step].scratchBytes
      room[node] = min(room[node] ?? .max, free)
    }
    return graph.nodes.map { room[$0.id] ?? 0 }
  }

  private func best(of fitting: [Int], _ node: CLoweredNode) -> Int {
    let leastFlash = fitting.map(node.constantBytes).min() ?? 0
    func cost(_ index: Int) -> (Int, Int) {
      let (candidate, flash) = (node.kernels.candidates[index], node.constantBytes(of: index))
      switch options.goal {
      case .balanced:
        let dear = max(0, flash - leastFlash - leastFlash / 8 - Self.freeBytes)
        return (candidate.instructions + dear * instructionsPerByte, flash)
      case .speed, .ram: return (candidate.instructions, flash)
      case .size: return (flash + candidate.codeBytes, candidate.instructions)
      }
    }
    return least(of: fitting, cost)
  }

  /// The first of those that cost least.
  private func least<Cost>(of indices: some Collection<Int>, _ cost: (Int) -> (Cost, Cost)) -> Int
  where Cost: Comparable {
    indices.dropFirst().reduce(indices.first ?? 0) { cost($1) < cost($0) ? $1 : $0 }
  }

  /// While constants exceed the budget: the exchange that costs the fewest instructions for each byte.
  private func withinFlash(_ nodes: [CLoweredNode]) -> [CLoweredNode] {
    guard let budget = options.maxFlash else { return nodes }
    var nodes = nodes
    var flash = nodes.reduce(0) { $0 + $1.constantBytes(of: $1.choice) }
    while flash > budget {
      var exchange: (node: Int, candidate: Int, price: Double)?
      for (position, node) in nodes.enumerated() {
        for candidate in node.kernels.candidates.indices
        where node.scratchBytes(of: candidate) <= node.scratchBytes {
          let saved = node.constantBytes(of: node.choice) - node.constantBytes(of: candidate)
          guard saved > 0 else { continue }
          let added = node.kernels.candidates[candidate].instructions - node.candidate.instructions
          let price = Double(added) / Double(saved)
          if exchange.map({ price < $0.price }) ?? true { exchange = (position, candidate, price) }
        }
      }
      guard let exchange else { break }
      let node = nodes[exchange.node]
      flash -= node.constantBytes(of: node.choice) - node.constantBytes(of: exchange.candidate)
      nodes[exchange.node].choice = exchange.candidate
    }
    return nodes
  }
}
