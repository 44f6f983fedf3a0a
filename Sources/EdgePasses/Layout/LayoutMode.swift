import EdgeIR

/// A label's atoms as an operator orders them: one atom, or a whole block.
struct LayoutUnit: Hashable {
  let label: Int
  /// The atom among the label's, outermost first; nil for a block, which has all of them.
  let digit: Int?
}

/// One way to run an operator: an order of units in each group, from which the layout of every port follows.
struct LayoutMode: Hashable {
  let units: [[LayoutUnit]]
  /// For each port the order of the root's atoms.
  let orders: [AtomOrder]
}

/// An operator, a graph input or a graph output, as the layout problem sees it.
struct LayoutParticipant {
  struct Port {
    let value: ValueID
    let isOutput: Bool
  }

  /// nil for graph inputs, constants and graph outputs.
  let node: NodeID?
  let labels: AxisLabels?
  let ports: [Port]
  var modes: [LayoutMode]
}

/// Derives modes of one operator from its labels.
struct ModeBuilder {
  private let labels: AxisLabels
  private let classes: DataClasses
  /// All units of each group, in logical order.
  private let logicalUnits: [[LayoutUnit]]

  init(_ labels: AxisLabels, _ classes: DataClasses) {
    self.labels = labels
    self.classes = classes
    var counts: [Int: Int] = [:]
    for port in labels.ports {
      for atom in classes.atoms.atoms(of: port.value) {
        guard let label = port.labels[atom.axis] else { continue }
        counts[label] = 0
      }
      for (axis, label) in port.labels.enumerated() {
        guard let label else { continue }
        counts[label] = max(
          counts[label] ?? 0, classes.atoms.atoms(of: port.value).filter { $0.axis == axis }.count)
      }
    }
    logicalUnits = labels.groups.map { group in
      group.sorted().flatMap { label -> [LayoutUnit] in
        guard let count = counts[label], count > 0 else { return [] }
        if labels.blocks.contains(label) { return [LayoutUnit(label: label, digit: nil)] }
        return (0..<count).map { LayoutUnit(label: label, digit: $0) }
      }
    }
  }

  /// The mode in which every group is in logical order.
  var logical: LayoutMode { mode(logicalUnits) }

  /// The modes that give a port a layout; none when the operator cannot run in it.
  func modes(port index: Int, order: AtomOrder) -> [LayoutMode] {
    guard let given = read(labels.ports[index], order) else { return [] }
    return completions(given).map(mode)
  }

  func mode(_ units: [[LayoutUnit]]) -> LayoutMode {
    LayoutMode(
      units: units,
      orders: labels.ports.map { port in
        let alias = classes.alias(port.value)
        return port.groups.flatMap { units[$0] }.flatMap { ownAtoms($0, port) }.map { alias.atoms[$0] }
      })
  }

  /// The atoms of a port's value that a unit stands for; none when the port lacks the label.
  func ownAtoms(_ unit: LayoutUnit, _ port: AxisLabels.Port) -> [Int] {
    guard let axis = port.labels.firstIndex(of: unit.label) else { return [] }
    let atoms = classes.atoms.atoms(of: port.value)
    let own = atoms.indices.filter { atoms[$0].axis == axis }
    guard let digit = unit.digit else { return own }
    return own.indices.contains(digit) ? [own[digit]] : []
  }

  /// A layout as units in each of the port's groups; nil when blocks are broken up or groups interleaved.
  private func read(_ port: AxisLabels.Port, _ order: AtomOrder) -> [Int: [LayoutUnit]]? {
    let sequence = classes.ownOrder(port.value, order)
    var result: [Int: [LayoutUnit]] = [:]
    var position = 0
    for group in port.groups {
      let wanted = logicalUnits[group].filter { !ownAtoms($0, port).isEmpty }
      var units: [LayoutUnit] = []
      for _ in wanted {
        guard position < sequence.count,
          let unit = wanted.first(where: { ownAtoms($0, port)[0] == sequence[position] })
        else { return nil }
        let atoms = ownAtoms(unit, port)
        guard sequence[position...].starts(with: atoms) else { return nil }
        units.append(unit)
        position += atoms.count
      }
      result[group] = units
    }
    return position == sequence.count ? result : nil
  }

  /// Units that the port lacks go after their logical predecessors, last, or first.
  private func completions(_ given: [Int: [LayoutUnit]]) -> [[[LayoutUnit]]] {
    var results: [[[LayoutUnit]]] = []
    for place in [Place.afterPredecessor, .last, .first] {
      let units = logicalUnits.enumerated().map { group, all in
        guard let known = given[group] else { return all }
        let missing = all.filter { !known.contains($0) }
        switch place {
        case .last: return known + missing
        case .first: return missing + known
        case .afterPredecessor: return merge(known, missing, all)
        }
      }
      if !results.contains(units) { results.append(units) }
    }
    return results
  }

  private enum Place {
    case afterPredecessor, last, first
  }

  private func merge(_ known: [LayoutUnit], _ missing: [LayoutUnit], _ all: [LayoutUnit]) -> [LayoutUnit] {
    var result = known
    for unit in missing {
      let before = all.prefix { $0 != unit }.last
      let position = before.flatMap { result.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      result.insert(unit, at: position)
    }
    return result
  }
}
