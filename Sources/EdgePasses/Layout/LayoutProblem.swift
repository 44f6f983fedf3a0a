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

  func order(_ placement: Placement) -> AtomOrder { layouts[placement.classNumber].orders[placement.order] }

  func elementCount(_ port: LayoutParticipant.Port) -> Int {
    layouts[port.classNumber].sizes.reduce(1, *)
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
    return LayoutParticipant.Port(
      value: value, isOutput: isOutput, isConstant: graph[value].constant != nil, classNumber: number)
  }

  private mutating func addEnd(_ value: ValueID, isOutput: Bool, _ ioLayout: IOLayout) {
    var orders = [classes.logicalOrder(value)]
    if ioLayout == .nhwc, let channelsLast = channelsLast(value), channelsLast != orders[0] {
      orders.append(channelsLast)
    }
    let port = port(value, isOutput: isOutput)
    let numbers = orders.map { [layouts[port.classNumber].number($0)] }
    participants.append(LayoutParticipant(node: nil, ports: [port], orders: numbers))
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
    var ports: [LayoutParticipant.Port] = []
    guard let axes else {
      for case let input? in node.inputs { ports.append(port(input, isOutput: false)) }
      for output in node.outputs { ports.append(port(output, isOutput: true)) }
      let orders = ports.map { layouts[$0.classNumber].number(classes.logicalOrder($0.value)) }
      participants.append(LayoutParticipant(node: node.id, ports: ports, orders: [orders]))
      return
    }
    for end in axes.ports { ports.append(port(end.value, isOutput: end.isOutput)) }
    for slot in axes.logicalSlots {
      if let value = node.inputs[slot] { ports.append(port(value, isOutput: false)) }
    }
    let builder = ModeBuilder(axes, classes)
    var participant = LayoutParticipant(node: node.id, builder: builder, ports: ports, graph)
    for template in axes.templates.templates.indices {
      participant.addMode(template, builder.units.groups, &layouts, classes)
    }
    participants.append(participant)
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

  /// Offers layouts until no port has one that others of its class have not been offered.
  private mutating func demandModes() {
    // For each class how many of its layouts have been offered to its ports.
    var offered = layouts.map { _ in 0 }
    var work = Array(layouts.indices)
    var next = 0
    while next < work.count {
      let number = work[next]
      next += 1
      guard !layouts[number].isConstant else { continue }
      let ends = layouts[number].readers + (layouts[number].producer.map { [$0] } ?? [])
      while offered[number] < layouts[number].orders.count {
        let order = offered[number]
        offered[number] += 1
        for end in ends
        where participants[end.participant].offer(order, to: end.port, &layouts, classes) {
          for port in participants[end.participant].ports
          where offered[port.classNumber] < layouts[port.classNumber].orders.count {
            work.append(port.classNumber)
          }
        }
      }
    }
  }
}
