import EdgeIR

/// Derives modes of one operator from its axes.
struct ModeBuilder {
  let axes: OperatorAxes
  let units: LayoutUnits

  init(_ axes: OperatorAxes, _ classes: DataClasses) {
    self.axes = axes
    units = LayoutUnits(axes, classes)
  }

  /// The layout of a port when its groups have their units in some order.
  func order(_ port: Int, _ template: Int, _ sequences: [[Int]]) -> AtomOrder {
    let own = units.ports[port]
    var order: AtomOrder = []
    order.reserveCapacity(own.atoms.count)
    for group in axes.ports[port].groups[template] {
      for unit in sequences[group] { order += own.atoms[own.places[unit]] }
    }
    return order
  }

  /// Whether there is at most one mode for each layout of a port.
  func isDecided(by port: Int) -> Bool {
    axes.templates.templates.count == 1 && units.labels.indices.allSatisfy(units.ports[port].has)
  }

  /// The orders of units that give a port a layout; none when the operator cannot run in it.
  ///
  /// - Parameter known: for a group orders that other layouts have led to.
  func arrangements(
    _ port: Int, _ order: AtomOrder, known: (_ group: Int) -> [[Int]]
  ) -> [(template: Int, units: [[Int]])] {
    var result: [(template: Int, units: [[Int]])] = []
    for template in axes.templates.templates.indices {
      guard let given = read(port, order, template) else { continue }
      for sequences in completions(given, known) { result.append((template, sequences)) }
    }
    return result
  }

  /// A layout as units in each of the port's groups, nil for groups that it lacks; nil when blocks are broken up or
  /// groups interleaved.
  private func read(_ port: Int, _ order: AtomOrder, _ template: Int) -> [[Int]?]? {
    let own = units.ports[port]
    var result = [[Int]?](repeating: nil, count: units.groups.count)
    var position = 0
    for group in axes.ports[port].groups[template] {
      let all = units.groups[group]
      var sequence: [Int] = []
      for _ in 0..<all.count(where: own.has) {
        guard position < order.count,
          let next = all.first(where: {
            own.has($0) && own.atoms[own.places[$0].lowerBound] == order[position]
          })
        else { return nil }
        let atoms = own.atoms[own.places[next]]
        guard order[position...].starts(with: atoms) else { return nil }
        sequence.append(next)
        position += atoms.count
      }
      result[group] = sequence
    }
    return position == order.count ? result : nil
  }

  /// Units that the port lacks go after their logical predecessors, last, first, or before the last one; groups that it
  /// lacks are in logical order or in one that is known.
  private func completions(_ given: [[Int]?], _ known: (_ group: Int) -> [[Int]]) -> [[[Int]]] {
    let missing = zip(units.groups, given).map { all, own in
      own.map { own in all.filter { !own.contains($0) } } ?? []
    }
    var options = units.groups.indices.map { group in
      let all = units.groups[group]
      return given[group].map { [$0] } ?? [all] + known(group).filter { $0 != all }
    }
    if missing.allSatisfy(\.isEmpty) { return Self.combinations(options) }
    var results: [[[Int]]] = []
    for place in Place.allCases {
      for case (let group, let own?) in zip(given.indices, given) where !missing[group].isEmpty {
        options[group] = [Self.complete(own, missing[group], units.groups[group], place)]
      }
      for sequences in Self.combinations(options) where !results.contains(sequences) {
        results.append(sequences)
      }
    }
    return results
  }

  /// One option for each group, in all ways.
  private static func combinations(_ options: [[[Int]]]) -> [[[Int]]] {
    options.reduce([[]]) { partial, options in
      partial.flatMap { chosen in options.map { chosen + [$0] } }
    }
  }

  private enum Place: CaseIterable {
    case afterPredecessor, last, first, beforeLast
  }

  private static func complete(_ own: [Int], _ missing: [Int], _ all: [Int], _ place: Place) -> [Int] {
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
