import EdgeIR

/// The parts of an operator's axes that its modes put in order. A unit is one atom of a label's, or a whole block.
struct LayoutUnits {
  /// What one port has of the units.
  struct Port {
    /// The class's atoms in the order of the value's own axes.
    let atoms: AtomOrder
    /// For each unit where its atoms are among these; empty where the port lacks it.
    let places: [Range<Int>]
    /// For each unit the elements it has; 1 where the port lacks it.
    let sizes: [Int]

    func has(_ unit: Int) -> Bool { !places[unit].isEmpty }
  }

  /// For each unit its axis' label.
  let labels: [Int]
  /// All units of each group, in logical order.
  let groups: [[Int]]
  let ports: [Port]
  /// For each unit the first one of its kind: those that the same ports have and the operator treats alike.
  let kinds: [Int]

  init(_ axes: OperatorAxes, _ classes: DataClasses) {
    let atoms = axes.ports.map { classes.atoms.atoms(of: $0.value) }
    let spans = zip(axes.ports, atoms).map { Self.spans(rank: $0.labels.count, $1) }
    var counts: [Int: Int] = [:]
    for (port, spans) in zip(axes.ports, spans) {
      for case (let label?, let span) in zip(port.labels, spans) {
        counts[label] = axes.blocks.contains(label) ? 1 : max(counts[label] ?? 0, span.count)
      }
    }
    let labels = counts.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: $0.value) }
    self.labels = labels
    groups = axes.templates.groups.map { group in
      group.labels.sorted().flatMap { label in labels.indices.filter { labels[$0] == label } }
    }
    let ports = axes.ports.indices.map { port in
      let places = Self.places(axes.ports[port].labels, spans[port], labels, axes.blocks)
      return Port(
        atoms: classes.logicalOrder(axes.ports[port].value), places: places,
        sizes: places.map { atoms[port][$0].reduce(1) { $0 * $1.size } })
    }
    self.ports = ports
    kinds = labels.indices.map { unit in
      labels.indices.first { other in
        ports.allSatisfy { $0.has(unit) == $0.has(other) }
          && Self.areTreatedAlike(labels[unit], labels[other], axes)
      } ?? unit
    }
  }

  /// For each axis where its atoms are.
  private static func spans(rank: Int, _ atoms: [Atom]) -> [Range<Int>] {
    var start = 0
    return (0..<rank).map { axis in
      let end = start + atoms[start...].prefix { $0.axis == axis }.count
      defer { start = end }
      return start..<end
    }
  }

  /// For each unit where its atoms are in a port, the outermost of a label's atoms being its first unit.
  private static func places(
    _ axes: [Int?], _ spans: [Range<Int>], _ labels: [Int], _ blocks: Set<Int>
  ) -> [Range<Int>] {
    labels.indices.map { unit in
      guard let axis = axes.firstIndex(of: labels[unit]) else { return 0..<0 }
      if blocks.contains(labels[unit]) { return spans[axis] }
      let digit = labels[..<unit].count { $0 == labels[unit] }
      guard digit < spans[axis].count else { return 0..<0 }
      let place = spans[axis].lowerBound + digit
      return place..<place + 1
    }
  }

  private static func areTreatedAlike(_ a: Int, _ b: Int, _ axes: OperatorAxes) -> Bool {
    if a == b { return true }
    let touched = axes.templates.touched
    guard touched.contains(a), touched.contains(b) else {
      return touched.contains(a) == touched.contains(b)
    }
    return !axes.templates.blocks.contains(a) && !axes.templates.blocks.contains(b)
  }
}
