import EdgeIR

/// The axes of a node's inputs and outputs under common labels, as its layout rule names them.
struct OperatorAxes {
  struct Port {
    let value: ValueID
    let isOutput: Bool
    /// The slot among the node's inputs or outputs.
    let slot: Int
    /// The rule's label of every axis.
    let declared: [Int]
    /// The same without axes of size 1, which no layout tells apart.
    let labels: [Int?]
    /// For each template the groups that the axes are laid out in, outermost first.
    let groups: [[Int]]
  }

  let templates: AxisTemplates
  let ports: [Port]
  /// Slots of inputs that stay in logical order.
  let logicalSlots: [Int]
  /// Axes that stay one physical axis, their elements in logical order.
  let blocks: Set<Int>
  /// Whether the operator does nothing where all that it touches has size 1.
  let isIdentityOnUnits: Bool

  /// nil for operators that run in logical order.
  init?(_ node: Node, _ graph: Graph) {
    guard let op = node.operator as? any LayoutFlexible else { return nil }
    let (inputs, outputs) = (graph.inputTypes(of: node), node.outputs.map { graph[$0].type })
    let rule = op.layoutRule(inputs, outputs)
    guard let templates = rule.templates(inputs, outputs) else { return nil }
    self.templates = templates
    if case .touching(_, let access) = rule {
      isIdentityOnUnits = access == .free || access == .whole
    } else {
      isIdentityOnUnits = false
    }
    func port(_ value: ValueID, _ slot: Int, _ labels: [Int], isOutput: Bool) -> Port {
      Port(
        value: value, isOutput: isOutput, slot: slot, declared: labels,
        labels: zip(labels, graph[value].type.shape).map { $1 == 1 ? nil : $0 },
        groups: templates.templates.map { isOutput ? $0.outputs[slot] : $0.inputs[slot] })
    }
    var ports: [Port] = []
    var logicalSlots: [Int] = []
    for (slot, input) in node.inputs.enumerated() {
      guard let input else { continue }
      if let labels = templates.inputs[slot] {
        ports.append(port(input, slot, labels, isOutput: false))
      } else {
        logicalSlots.append(slot)
      }
    }
    for (slot, output) in node.outputs.enumerated() {
      ports.append(port(output, slot, templates.outputs[slot], isOutput: true))
    }
    self.ports = ports
    self.logicalSlots = logicalSlots
    guard let blocks = Self.blocks(templates, ports, graph) else { return nil }
    self.blocks = blocks
    guard ports.allSatisfy({ graph[$0.value].type.elementCount > 0 }) else { return nil }
  }

  /// Labels that stay whole: those of the rule, and those along which scales of a constant differ. nil where scales of
  /// a computed value differ along an axis, or where an axis that shares its group has size 1 everywhere, so that there
  /// is nothing to hold on to; such nodes run in logical order.
  private static func blocks(_ templates: AxisTemplates, _ ports: [Port], _ graph: Graph) -> Set<Int>? {
    let isLost = templates.blocks.contains { label in
      templates.groups.contains { $0.shape != .oneAxis && $0.labels.contains(label) }
        && !ports.contains { $0.labels.contains(label) }
    }
    if isLost { return nil }
    var blocks = templates.blocks
    for port in ports {
      guard let axis = graph[port.value].type.quantization?.axis else { continue }
      guard graph[port.value].constant != nil else { return nil }
      blocks.insert(port.declared[axis])
    }
    return blocks
  }
}
