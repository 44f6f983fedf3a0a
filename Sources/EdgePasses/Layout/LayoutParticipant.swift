import EdgeIR

/// An operator, a graph input or a graph output, as the layout problem sees it.
struct LayoutParticipant {
  struct Port {
    let value: ValueID
    let isOutput: Bool
    let isConstant: Bool
    let classNumber: Int
  }

  /// nil for graph inputs and graph outputs.
  let node: NodeID?
  /// nil for those that run in logical order.
  let builder: ModeBuilder?
  /// Those of the builder, then inputs that stay in logical order.
  let ports: [Port]
  /// For each of the builder's templates the bytes that the operator's kernels copy on their own.
  private let copiedBytes: [Int]
  private(set) var modes: [LayoutMode] = []

  /// At most this many modes for one operator.
  private static let modeLimit = 24

  /// One that has a mode for each of `orders`, which are layouts of all ports.
  init(node: NodeID?, ports: [Port], orders: [[Int]]) {
    self.node = node
    self.ports = ports
    builder = nil
    copiedBytes = []
    modes = orders.map { LayoutMode(template: 0, units: [], orders: $0, copiedBytes: 0) }
  }

  /// One without modes.
  init(node: NodeID, builder: ModeBuilder, ports: [Port], _ graph: Graph) {
    self.node = node
    self.ports = ports
    self.builder = builder
    copiedBytes = builder.axes.templates.templates.map { template in
      template.copiedInputs.reduce(0) { sum, slot in
        guard let port = builder.axes.ports.first(where: { !$0.isOutput && $0.slot == slot }),
          graph[port.value].constant == nil
        else { return sum }
        return sum + graph[port.value].type.sizeInBytes
      }
    }
  }

  /// The layout that a port has in a mode.
  func placement(_ port: Int, _ mode: LayoutMode) -> Placement {
    Placement(classNumber: ports[port].classNumber, order: mode.orders[port])
  }

  /// Adds the modes that give a port a layout; returns whether there are new ones.
  mutating func offer(
    _ order: Int, to port: Int, _ layouts: inout [ClassLayouts], _ classes: DataClasses
  ) -> Bool {
    guard let builder, builder.axes.ports.indices.contains(port), modes.count < Self.modeLimit,
      !(builder.isDecided(by: port) && modes.contains { $0.orders[port] == order })
    else { return false }
    let before = modes.count
    let wanted = builder.arrangements(port, layouts[ports[port].classNumber].orders[order]) { group in
      modes.reduce(into: []) { known, mode in
        if !known.contains(mode.units[group]) { known.append(mode.units[group]) }
      }
    }
    for (template, units) in wanted where modes.count < Self.modeLimit {
      addMode(template, units, &layouts, classes)
    }
    return modes.count > before
  }

  /// Adds a mode unless there is one with the same layouts that copies no more.
  mutating func addMode(
    _ template: Int, _ units: [[Int]], _ layouts: inout [ClassLayouts], _ classes: DataClasses
  ) {
    guard let builder, !modes.contains(where: { $0.template == template && $0.units == units }) else {
      return
    }
    var orders: [Int] = []
    orders.reserveCapacity(ports.count)
    for (number, port) in ports.enumerated() {
      let order =
        builder.axes.ports.indices.contains(number)
        ? builder.order(number, template, units) : classes.logicalOrder(port.value)
      orders.append(layouts[port.classNumber].number(order))
    }
    let mode = LayoutMode(
      template: template, units: units, orders: orders, copiedBytes: copiedBytes[template])
    if let same = modes.firstIndex(where: { $0.orders == orders }) {
      if mode.copiedBytes < modes[same].copiedBytes { modes[same] = mode }
    } else {
      modes.append(mode)
    }
  }
}
