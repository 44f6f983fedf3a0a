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
  private(set) var layouts: [ClassLayouts] = []
  private var classNumbers: [ValueID: Int] = [:]

  init(_ graph: Graph, ioLayout: IOLayout) {
    self.graph = graph
    var axes: [NodeID: OperatorAxes] = [:]
    for node in graph.nodes { axes[node.id] = OperatorAxes(node, graph) }
    classes = DataClasses(graph, axes)
    for input in graph.inputs { addEnd(input, isOutput: true, ioLayout) }
    for node in graph.nodes where !classes.isRelabel(node) { addNode(node, axes[node.id]) }
    for output in graph.outputs { addEnd(output.value, isOutput: false, ioLayout) }
    connectClasses()
    demandModes()
  }

  /// The layout that a port has in a mode.
  func order(_ participant: Int, _ mode: LayoutMode, _ port: Int) -> AtomOrder {
    let number = participants[participant].ports[port].classNumber
    return layouts[number].orders[mode.orders[port]]
  }

  private mutating func port(_ value: ValueID, isOutput: Bool) -> LayoutParticipant.Port {
    let root = classes.root(value)
    let number = classNumbers[root] ?? layouts.count
    if number == layouts.count {
      classNumbers[root] = number
      layouts.append(
        ClassLayouts(
          root: root, sizes: classes.sizes(root), bytes: graph[root].type.sizeInBytes,
          isConstant: graph[root].constant != nil))
    }
    return LayoutParticipant.Port(value: value, isOutput: isOutput, classNumber: number)
  }

  private mutating func fixedMode(_ ports: [LayoutParticipant.Port], _ orders: [AtomOrder]) -> LayoutMode {
    LayoutMode(
      template: 0, units: [], orders: zip(ports, orders).map { layouts[$0.classNumber].number($1) },
      copiedBytes: 0)
  }

  private mutating func addEnd(_ value: ValueID, isOutput: Bool, _ ioLayout: IOLayout) {
    var orders = [classes.logicalOrder(value)]
    if ioLayout == .nhwc, let channelsLast = channelsLast(value), channelsLast != orders[0] {
      orders.append(channelsLast)
    }
    let port = port(value, isOutput: isOutput)
    var modes: [LayoutMode] = []
    for order in orders { modes.append(fixedMode([port], [order])) }
    participants.append(LayoutParticipant(node: nil, builder: nil, ports: [port], modes: modes))
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

  /// The type of a graph input or output in one of its layouts: its own, or channels-last.
  func interfaceType(_ value: ValueID, _ order: AtomOrder) -> TensorType {
    let type = graph[value].type
    if order == classes.logicalOrder(value) { return type }
    return type.with(shape: [type.shape[0]] + type.shape[2...] + [type.shape[1]])
  }

  private mutating func addNode(_ node: Node, _ axes: OperatorAxes?) {
    guard let axes else {
      var ports: [LayoutParticipant.Port] = []
      for case let input? in node.inputs { ports.append(port(input, isOutput: false)) }
      for output in node.outputs { ports.append(port(output, isOutput: true)) }
      let mode = fixedMode(ports, ports.map { classes.logicalOrder($0.value) })
      participants.append(LayoutParticipant(node: node.id, builder: nil, ports: ports, modes: [mode]))
      return
    }
    let builder = ModeBuilder(axes, classes)
    var ports: [LayoutParticipant.Port] = []
    for end in axes.ports { ports.append(port(end.value, isOutput: end.isOutput)) }
    for slot in axes.logicalSlots {
      if let value = node.inputs[slot] { ports.append(port(value, isOutput: false)) }
    }
    participants.append(LayoutParticipant(node: node.id, builder: builder, ports: ports, modes: []))
    for template in axes.templates.templates.indices {
      addMode(participants.count - 1, template, builder.logicalUnits)
    }
  }

  /// Adds a mode unless there is one with the same layouts that copies no more; returns whether there is room for
  /// others.
  private mutating func addMode(_ index: Int, _ template: Int, _ units: [[Int]]) {
    guard let builder = participants[index].builder else { return }
    let ports = participants[index].ports
    var orders: [Int] = []
    for (number, port) in ports.enumerated() {
      let order =
        number < builder.axes.ports.count
        ? builder.order(number, template, units) : classes.logicalOrder(port.value)
      orders.append(layouts[port.classNumber].number(order))
    }
    let copied = builder.axes.templates.templates[template].copiedInputs.reduce(0) { sum, slot in
      guard let port = builder.axes.ports.first(where: { !$0.isOutput && $0.slot == slot }),
        graph[port.value].constant == nil
      else { return sum }
      return sum + graph[port.value].type.sizeInBytes
    }
    let mode = LayoutMode(template: template, units: units, orders: orders, copiedBytes: copied)
    if let same = participants[index].modes.firstIndex(where: { $0.orders == orders }) {
      if copied < participants[index].modes[same].copiedBytes { participants[index].modes[same] = mode }
    } else {
      participants[index].modes.append(mode)
    }
  }

  private mutating func connectClasses() {
    for (index, participant) in participants.enumerated() {
      for (port, end) in participant.ports.enumerated() where !layouts[end.classNumber].isConstant {
        if end.isOutput {
          layouts[end.classNumber].producer = .init(participant: index, port: port)
        } else {
          layouts[end.classNumber].readers.append(.init(participant: index, port: port))
        }
      }
    }
  }

  // Candidates

  /// At most this many modes for one operator.
  private static let modeLimit = 24

  private mutating func demandModes() {
    // For each class how many of its layouts have been offered to its ports.
    var offered = layouts.map { _ in 0 }
    var work = Array(layouts.indices)
    var next = 0
    while next < work.count {
      let number = work[next]
      next += 1
      let layout = layouts[number]
      guard !layout.isConstant else { continue }
      while offered[number] < layouts[number].orders.count {
        let order = layouts[number].orders[offered[number]]
        offered[number] += 1
        for end in layout.readers + (layout.producer.map { [$0] } ?? []) {
          for grown in offer(order, to: end) where offered[grown] < layouts[grown].orders.count {
            work.append(grown)
          }
        }
      }
    }
  }

  /// Adds the modes that give a port a layout; returns the classes that may have new layouts by this.
  private mutating func offer(_ order: AtomOrder, to end: ClassLayouts.End) -> [Int] {
    let participant = participants[end.participant]
    guard let builder = participant.builder, end.port < builder.axes.ports.count,
      participant.modes.count < Self.modeLimit
    else { return [] }
    let known = builder.logicalUnits.indices.map { group in
      participant.modes.reduce(into: [[Int]]()) { orders, mode in
        if !orders.contains(mode.units[group]) { orders.append(mode.units[group]) }
      }
    }
    for (template, units) in builder.arrangements(end.port, order, known: known) {
      guard participants[end.participant].modes.count < Self.modeLimit else { break }
      addMode(end.participant, template, units)
    }
    guard participants[end.participant].modes.count > participant.modes.count else { return [] }
    return participant.ports.map(\.classNumber)
  }
}

/// An operator, a graph input or a graph output, as the layout problem sees it.
struct LayoutParticipant {
  struct Port {
    let value: ValueID
    let isOutput: Bool
    let classNumber: Int
  }

  /// nil for graph inputs and graph outputs.
  let node: NodeID?
  /// nil for those that run in logical order.
  let builder: ModeBuilder?
  /// Those of the builder, then inputs that stay in logical order.
  let ports: [Port]
  var modes: [LayoutMode]
}

/// A data class with the layouts that come into question for it.
struct ClassLayouts {
  struct End {
    let participant: Int
    let port: Int
  }

  let root: ValueID
  let sizes: [Int]
  let bytes: Int
  /// Constants are reordered ahead of time, at no cost.
  let isConstant: Bool
  var producer: End?
  var readers: [End] = []
  private(set) var orders: [AtomOrder] = []
  private var numbers: [AtomOrder: Int] = [:]

  init(root: ValueID, sizes: [Int], bytes: Int, isConstant: Bool) {
    self.root = root
    self.sizes = sizes
    self.bytes = bytes
    self.isConstant = isConstant
  }

  mutating func number(_ order: AtomOrder) -> Int {
    if let known = numbers[order] { return known }
    orders.append(order)
    numbers[order] = orders.count - 1
    return orders.count - 1
  }
}
