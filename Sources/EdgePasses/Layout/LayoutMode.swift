import EdgeIR

/// A label's atoms as an operator orders them: one atom, or a whole block.
struct LayoutUnit: Hashable {
  let label: Int
  /// The atom among the label's, outermost first; nil for a block, which has all of them.
  let digit: Int?
}

/// One way to run an operator: a template and an order of units in each group, from which the layout of every port
/// follows.
struct LayoutMode {
  let template: Int
  /// For each group its units, as numbers of the builder's.
  let units: [[Int]]
  /// For each port the number of the layout among its class's.
  let orders: [Int]
  /// Bytes that the operator's kernels copy on their own.
  let copiedBytes: Int
}

/// Derives modes of one operator from its axes.
struct ModeBuilder {
  let axes: OperatorAxes
  let units: [LayoutUnit]
  /// All units of each group, in logical order.
  let logicalUnits: [[Int]]
  /// For each port and unit the atoms of the port's value that the unit stands for; none where the port lacks it.
  let ownAtoms: [[[Int]]]
  /// The same as atoms of the class's root.
  private let rootAtoms: [[[Int]]]

  init(_ axes: OperatorAxes, _ classes: DataClasses) {
    self.axes = axes
    var counts: [Int: Int] = [:]
    for port in axes.ports {
      let atoms = classes.atoms.atoms(of: port.value)
      for (axis, label) in port.labels.enumerated() {
        guard let label else { continue }
        counts[label] = max(counts[label] ?? 0, atoms.count { $0.axis == axis })
      }
    }
    let units = counts.keys.sorted().flatMap { label in
      axes.blocks.contains(label)
        ? [LayoutUnit(label: label, digit: nil)]
        : (0..<(counts[label] ?? 0)).map { LayoutUnit(label: label, digit: $0) }
    }
    self.units = units
    logicalUnits = axes.templates.groups.map { group in
      group.labels.sorted().flatMap { label in units.indices.filter { units[$0].label == label } }
    }
    ownAtoms = axes.ports.map { port in
      let atoms = classes.atoms.atoms(of: port.value)
      return units.map { unit in
        guard let axis = port.labels.firstIndex(of: unit.label) else { return [] }
        let own = atoms.indices.filter { atoms[$0].axis == axis }
        guard let digit = unit.digit else { return own }
        return own.indices.contains(digit) ? [own[digit]] : []
      }
    }
    rootAtoms = zip(axes.ports, ownAtoms).map { port, own in
      let alias = classes.alias(port.value)
      return own.map { $0.map { alias.atoms[$0] } }
    }
  }

  /// The layout of a port when its groups have their units in some order.
  func order(_ port: Int, _ template: Int, _ units: [[Int]]) -> AtomOrder {
    axes.ports[port].groups[template].flatMap { units[$0] }.flatMap { rootAtoms[port][$0] }
  }

  /// The orders of units that give a port a layout; none when the operator cannot run in it.
  ///
  /// - Parameter known: for each group orders that other layouts have led to.
  func arrangements(_ port: Int, _ order: AtomOrder, known: [[[Int]]]) -> [(template: Int, units: [[Int]])] {
    axes.templates.templates.indices.flatMap { template -> [(template: Int, units: [[Int]])] in
      guard let given = read(port, order, template) else { return [] }
      return completions(given, known).map { (template, $0) }
    }
  }

  /// A layout as units in each of the port's groups; nil when blocks are broken up or groups interleaved.
  private func read(_ port: Int, _ order: AtomOrder, _ template: Int) -> [Int: [Int]]? {
    var result: [Int: [Int]] = [:]
    var position = 0
    for group in axes.ports[port].groups[template] {
      var wanted = logicalUnits[group].filter { !rootAtoms[port][$0].isEmpty }
      var units: [Int] = []
      while !wanted.isEmpty {
        guard position < order.count,
          let next = wanted.firstIndex(where: { rootAtoms[port][$0][0] == order[position] })
        else { return nil }
        let atoms = rootAtoms[port][wanted[next]]
        guard order[position...].starts(with: atoms) else { return nil }
        units.append(wanted.remove(at: next))
        position += atoms.count
      }
      result[group] = units
    }
    return position == order.count ? result : nil
  }

  /// Units that the port lacks go after their logical predecessors, last, first, or before the last one; groups that it
  /// lacks are in logical order or in one that is known.
  private func completions(_ given: [Int: [Int]], _ known: [[[Int]]]) -> [[[Int]]] {
    var results: [[[Int]]] = []
    for place in Place.allCases {
      var partial: [[[Int]]] = [[]]
      for (group, all) in logicalUnits.enumerated() {
        let options: [[Int]]
        if let own = given[group] {
          options = [complete(own, all.filter { !own.contains($0) }, all, place)]
        } else {
          options = [all] + known[group].filter { $0 != all }
        }
        partial = partial.flatMap { units in options.map { units + [$0] } }
      }
      for units in partial where !results.contains(units) { results.append(units) }
    }
    return results
  }

  private enum Place: CaseIterable {
    case afterPredecessor, last, first, beforeLast
  }

  private func complete(_ own: [Int], _ missing: [Int], _ all: [Int], _ place: Place) -> [Int] {
    switch place {
    case .last: return own + missing
    case .first: return missing + own
    case .beforeLast: return own.dropLast() + missing + own.suffix(1)
    case .afterPredecessor:
      var result = own
      for unit in missing {
        let before = all.prefix { $0 != unit }.last
        let position = before.flatMap { result.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        result.insert(unit, at: position)
      }
      return result
    }
  }
}
