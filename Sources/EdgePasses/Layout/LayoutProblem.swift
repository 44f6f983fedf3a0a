import EdgeIR
import EdgeOps

/// Chooses a layout for every value so that the bytes moved by transposes are as few as possible.
///
/// Participants are operators, graph inputs and graph outputs, each with a few modes; data classes tie them
/// together. Where a producer's layout is not the one a consumer wants, a transposed copy is made, once for all
/// consumers that want the same. Candidate modes are demanded: a layout that one port can have is offered to all
/// ports of the same class.
struct LayoutProblem {
  let graph: Graph
  let classes: DataClasses
  private(set) var participants: [LayoutParticipant] = []
  private var builders: [ModeBuilder?] = []

  /// At most this many modes for one operator.
  private static let modeLimit = 12
  /// What one more operator costs, in bytes moved.
  private static let operatorCost = 2048.0

  init(_ graph: Graph, ioLayout: IOLayout) {
    self.graph = graph
    classes = DataClasses(graph)
    for input in graph.inputs { addEnd(input, isOutput: true, ioLayout) }
    for (id, value) in graph.values where value.constant != nil { addEnd(id, isOutput: true, .onnx) }
    for node in graph.nodes where !classes.isRelabel(node) { addNode(node) }
    for output in graph.outputs { addEnd(output.value, isOutput: false, ioLayout) }
    demandModes()
  }

  private mutating func addEnd(_ value: ValueID, isOutput: Bool, _ ioLayout: IOLayout) {
    var orders = [classes.logicalOrder(value)]
    if ioLayout == .nhwc, let channelsLast = channelsLast(value), channelsLast != orders[0] {
      orders.append(channelsLast)
    }
    let port = LayoutParticipant.Port(value: value, isOutput: isOutput)
    add(
      LayoutParticipant(
        node: nil, labels: nil, ports: [port], modes: orders.map { LayoutMode(units: [], orders: [$0]) }), nil
    )
  }

  /// `[N, spatial…, C]` for a value of rank 3 to 5 that is `[N, C, spatial…]` by its own axes.
  private func channelsLast(_ value: ValueID) -> AtomOrder? {
    let rank = graph[value].type.rank
    guard (3...5).contains(rank) else { return nil }
    let alias = classes.alias(value)
    let atoms = classes.atoms.atoms(of: value)
    let axes = [0] + Array(2..<rank) + [1]
    return axes.flatMap { axis in atoms.indices.filter { atoms[$0].axis == axis } }.map { alias.atoms[$0] }
  }

  private mutating func addNode(_ node: Node) {
    if let labels = AxisLabels(node, graph) {
      let builder = ModeBuilder(labels, classes)
      let ports = labels.ports.map { LayoutParticipant.Port(value: $0.value, isOutput: $0.isOutput) }
      add(LayoutParticipant(node: node.id, labels: labels, ports: ports, modes: [builder.logical]), builder)
      return
    }
    let ports =
      node.inputs.compactMap { $0 }.map { LayoutParticipant.Port(value: $0, isOutput: false) }
      + node.outputs.map { LayoutParticipant.Port(value: $0, isOutput: true) }
    let orders = ports.map { classes.logicalOrder($0.value) }
    add(
      LayoutParticipant(
        node: node.id, labels: nil, ports: ports, modes: [LayoutMode(units: [], orders: orders)]),
      nil)
  }

  private mutating func add(_ participant: LayoutParticipant, _ builder: ModeBuilder?) {
    participants.append(participant)
    builders.append(builder)
  }

  private struct Demand: Hashable {
    let root: ValueID
    let order: AtomOrder
  }

  private mutating func demandModes() {
    var portsOfClass: [ValueID: [(participant: Int, port: Int)]] = [:]
    for (index, participant) in participants.enumerated() {
      for (port, end) in participant.ports.enumerated() where !isConstant(end.value) {
        portsOfClass[classes.alias(end.value).root, default: []].append((index, port))
      }
    }
    var seen: Set<Demand> = []
    var work: [Demand] = []
    func demand(_ participant: LayoutParticipant, _ mode: LayoutMode) {
      for (port, order) in zip(participant.ports, mode.orders) where !isConstant(port.value) {
        let next = Demand(root: classes.alias(port.value).root, order: order)
        if seen.insert(next).inserted { work.append(next) }
      }
    }
    for participant in participants {
      for mode in participant.modes { demand(participant, mode) }
    }
    var next = 0
    while next < work.count {
      let current = work[next]
      next += 1
      for (index, port) in portsOfClass[current.root] ?? [] {
        guard let builder = builders[index] else { continue }
        for mode in builder.modes(port: port, order: current.order) {
          guard participants[index].modes.count < Self.modeLimit else { break }
          guard !participants[index].modes.contains(mode) else { continue }
          participants[index].modes.append(mode)
          demand(participants[index], mode)
        }
      }
    }
  }

  private func isConstant(_ value: ValueID) -> Bool { graph[value].constant != nil }

  /// For each participant the index of its mode.
  func solve() -> [Int] {
    var problem = PBQP()
    var nodes: [Int] = []
    for participant in participants {
      // Ties go to the logical layout.
      nodes.append(problem.addNode(participant.modes.indices.map { 1e-3 * Double($0) }))
    }
    var producers: [ValueID: (participant: Int, port: Int)] = [:]
    var consumers: [ValueID: [(participant: Int, port: Int)]] = [:]
    var roots: [ValueID] = []
    for (index, participant) in participants.enumerated() {
      for (port, end) in participant.ports.enumerated() {
        let root = classes.alias(end.value).root
        if end.isOutput {
          producers[root] = (index, port)
          roots.append(root)
        } else if !isConstant(end.value) {
          consumers[root, default: []].append((index, port))
        }
      }
    }
    for root in roots {
      guard let producer = producers[root], let readers = consumers[root] else { continue }
      connect(root, producer, readers, nodes, &problem)
    }
    let choice = problem.solve()
    return nodes.map { choice[$0] }
  }

  private func connect(
    _ root: ValueID, _ producer: (participant: Int, port: Int), _ readers: [(participant: Int, port: Int)],
    _ nodes: [Int], _ problem: inout PBQP
  ) {
    let made = participants[producer.participant].modes.map { $0.orders[producer.port] }
    func wanted(_ reader: (participant: Int, port: Int)) -> [AtomOrder] {
      participants[reader.participant].modes.map { $0.orders[reader.port] }
    }
    if readers.count == 1, readers[0].participant != producer.participant {
      let matrix = made.map { from in
        wanted(readers[0]).map { conversionCost(root, from, $0) + fusionCost(readers[0], from, $0) }
      }
      problem.addEdge(nodes[producer.participant], nodes[readers[0].participant], matrix)
      return
    }
    var candidates = made.reduce(into: [AtomOrder]()) { if !$0.contains($1) { $0.append($1) } }
    for order in readers.flatMap(wanted) where !candidates.contains(order) { candidates.append(order) }
    let sets = subsets(candidates.count, largest: readers.count + 1)
    let copies = problem.addNode([Double](repeating: 0, count: sets.count))
    problem.addEdge(
      nodes[producer.participant], copies,
      made.map { from in
        sets.map { set in
          guard set.contains(where: { candidates[$0] == from }) else { return .infinity }
          return set.reduce(0) { $0 + conversionCost(root, from, candidates[$1]) }
        }
      })
    for reader in readers {
      problem.addEdge(
        nodes[reader.participant], copies,
        wanted(reader).map { order in
          sets.map { set in set.contains { candidates[$0] == order } ? 0 : .infinity }
        })
    }
  }

  /// Non-empty sets of candidates, small ones first, as many sizes as stay below a few hundred sets.
  private func subsets(_ count: Int, largest: Int) -> [[Int]] {
    var result: [[Int]] = []
    var layer: [[Int]] = [[]]
    for size in 1...max(1, min(count, largest)) {
      layer = layer.flatMap { set in ((set.last ?? -1) + 1..<count).map { set + [$0] } }
      if size > 2, result.count + layer.count > 256 { break }
      result += layer
    }
    return result
  }

  private func conversionCost(_ root: ValueID, _ from: AtomOrder, _ to: AtomOrder) -> Double {
    guard from != to else { return 0 }
    let rank = MergedTranspose(from: from, to: to, sizes: classes.sizes(root)).permutation.count
    let bytes = Double(graph[root].type.sizeInBytes)
    return (bytes + Self.operatorCost) * (rank <= 5 ? 1 : 2)
  }

  /// Between equally good places for a transpose the one that does not separate an operator from the elementwise
  /// one that can be fused into it.
  private func fusionCost(
    _ reader: (participant: Int, port: Int), _ from: AtomOrder, _ to: AtomOrder
  ) -> Double {
    from != to && participants[reader.participant].labels?.rule == .elementwise ? 1 : 0
  }
}

/// A change of layout as a transpose of as few axes as possible.
struct MergedTranspose {
  /// Sizes of the merged axes, in the order they have before.
  let shape: [Int]
  let permutation: [Int]

  init(from: AtomOrder, to: AtomOrder, sizes: [Int]) {
    var runs: [[Int]] = []
    for atom in from {
      if let last = runs.last?.last, let place = to.firstIndex(of: last), place + 1 < to.count,
        to[place + 1] == atom
      {
        runs[runs.count - 1].append(atom)
      } else {
        runs.append([atom])
      }
    }
    shape = runs.map { $0.reduce(1) { $0 * sizes[$1] } }
    permutation = to.compactMap { atom in runs.firstIndex { $0[0] == atom } }
  }
}
