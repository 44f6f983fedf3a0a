import EdgeIR

/// The axes of a node's inputs and outputs under common labels: equal labels are the same axis. Axes of size 1 have
/// no label. nil for operators that run in logical order.
struct AxisLabels {
  struct Port {
    let value: ValueID
    let isOutput: Bool
    /// The slot among the node's inputs or outputs.
    let slot: Int
    let labels: [Int?]
    /// Which groups the axes are laid out in, outermost first.
    let groups: [Int]
  }

  /// Labels that belong together and, within their group, may be in any order.
  private(set) var groups: [[Int]]
  private(set) var ports: [Port] = []
  /// Labels whose atoms stay contiguous and in logical order.
  private(set) var blocks: Set<Int> = []
  let rule: LayoutRule

  init?(_ node: Node, _ graph: Graph) {
    guard let op = node.operator as? any LayoutFlexible else { return nil }
    let outputs = node.outputs.map { graph[$0].type }
    rule = op.layoutRule(graph.inputTypes(of: node), outputs)
    guard let rank = outputs.first?.rank, node.outputs.count == 1 else { return nil }
    switch rule {
    case .logical:
      return nil
    case .elementwise:
      groups = [Array(0..<rank)]
      for (slot, input) in node.inputs.enumerated() {
        guard let input else { continue }
        let missing = rank - graph[input].type.rank
        ports.append(port(input, false, slot, graph, Array(missing..<rank), [0]))
      }
      ports.append(port(node.outputs[0], true, 0, graph, Array(0..<rank), [0]))
    case .touching(let axes, let access):
      let inputRank = node.inputs.first.flatMap { $0 }.map { graph[$0].type.rank } ?? rank
      let others = (0..<inputRank).filter { !axes.contains($0) }
      groups = access == .innermost ? [others, axes] : [Array(0..<inputRank)]
      if access == .whole { blocks = Set(axes) }
      for (slot, input) in node.inputs.enumerated() {
        guard let input else { continue }
        if graph[input].type.rank == inputRank {
          ports.append(port(input, false, slot, graph, Array(0..<inputRank), Array(groups.indices)))
        } else if graph[input].constant == nil {
          return nil
        }
      }
      ports.append(
        port(
          node.outputs[0], true, 0, graph, rank == inputRank ? Array(0..<rank) : others,
          Array(groups.indices)))
      guard Self.isPresent(axes, ports, access) else { return nil }
    case .matrixProduct:
      guard let x = node.inputs[0], graph.constant(node, 1) != nil else { return nil }
      let depth = graph[x].type.rank - 1
      groups = [Array(0..<depth), [depth], [depth + 1]]
      guard node.inputs.count < 3 || node.inputs[2] == nil || graph.constant(node, 2) != nil else {
        return nil
      }
      ports = [
        port(x, false, 0, graph, Array(0...depth), [0, 1]),
        port(node.outputs[0], true, 0, graph, Array(0..<depth) + [depth + 1], [0, 2]),
      ]
    }
    guard ports.allSatisfy({ graph[$0.value].type.elementCount > 0 }) else { return nil }
  }

  /// A touched axis that is of size 1 everywhere has nothing to hold on to; such nodes run in logical order.
  private static func isPresent(_ axes: [Int], _ ports: [Port], _ access: LayoutRule.Access) -> Bool {
    access != .whole || axes.allSatisfy { axis in ports.contains { $0.labels.contains(axis) } }
  }

  private func port(
    _ value: ValueID, _ isOutput: Bool, _ slot: Int, _ graph: Graph, _ labels: [Int], _ groups: [Int]
  ) -> Port {
    let shape = graph[value].type.shape
    return Port(
      value: value, isOutput: isOutput, slot: slot,
      labels: zip(labels, shape).map { $1 == 1 ? nil : $0 }, groups: groups)
  }
}
