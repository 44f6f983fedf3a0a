import EdgeIR

/// The physical axes of one operator in one mode: groups of units that form an axis on
/// every input.
struct AxisFrame {
  private let groups: [[LayoutUnit]]
  private let labels: AxisLabels
  private let builder: ModeBuilder
  private let classes: DataClasses
  private let graph: Graph

  /// - Parameter shape: how some port's axes are grouped already; kept as far as the operator allows.
  init(
    _ node: Node, _ labels: AxisLabels, _ mode: LayoutMode, _ builder: ModeBuilder, _ graph: Graph,
    _ classes: DataClasses, shape: (port: Int, shape: [Int])?
  ) {
    self.labels = labels
    self.builder = builder
    self.classes = classes
    self.graph = graph
    let sequence = mode.units.flatMap { $0 }
    var groups = shape.flatMap { Self.groups(sequence, $0, labels, builder, classes) } ?? []
    if groups.isEmpty { groups = sequence.map { [$0] } }
    let signature = { (unit: LayoutUnit) in Self.signature(unit, labels, builder) }
    groups = groups.flatMap { Self.splitWhereDifferent($0, signature) }
    if shape == nil { groups = Self.mergeWhereEqual(groups, signature) }
    self.groups = Self.gatherWhole(groups, labels)
  }

  /// For each physical axis the touched label it is, nil for the others.
  var touchedAxes: [Int?] {
    guard case .touching(let axes, let access) = labels.rule else { return groups.map { _ in nil } }
    if access == .innermost { return groups.dropLast().map { _ in nil } + [axes.first] }
    return groups.map { group in group.first.map(\.label).flatMap { axes.contains($0) ? $0 : nil } }
  }

  /// The shape an input takes. Constants and scalars of elementwise operators lose leading axes of size 1.
  func shape(of port: AxisLabels.Port) -> [Int] {
    let sizes = groups.map { group in group.reduce(1) { $0 * size($1, port) } }
    guard labels.rule == .elementwise else { return sizes }
    let isSmall = graph[port.value].constant != nil || sizes.allSatisfy { $0 == 1 }
    return isSmall ? Array(sizes.drop { $0 == 1 }) : sizes
  }

  private func size(_ unit: LayoutUnit, _ port: AxisLabels.Port) -> Int {
    let atoms = classes.atoms.atoms(of: port.value)
    return builder.ownAtoms(unit, port).reduce(1) { $0 * atoms[$1].size }
  }

  /// Which elements of a sequence of sizes form each axis of a shape; nil when an axis would cut one. Axes of size 1
  /// are empty.
  static func grouping(_ sizes: [Int], _ shape: [Int]) -> [[Int]]? {
    var result: [[Int]] = []
    var next = 0
    for extent in shape {
      var group: [Int] = []
      var product = 1
      while product < extent, next < sizes.count {
        product *= sizes[next]
        group.append(next)
        next += 1
      }
      guard product == extent else { return nil }
      result.append(group)
    }
    return next == sizes.count ? result : nil
  }

  /// The whole sequence grouped as one port's axes are; units that the port lacks stand alone where they are.
  private static func groups(
    _ sequence: [LayoutUnit], _ preferred: (port: Int, shape: [Int]), _ labels: AxisLabels,
    _ builder: ModeBuilder, _ classes: DataClasses
  ) -> [[LayoutUnit]]? {
    let port = labels.ports[preferred.port]
    let atoms = classes.atoms.atoms(of: port.value)
    let present = sequence.filter { !builder.ownAtoms($0, port).isEmpty }
    let sizes = present.map { unit in builder.ownAtoms(unit, port).reduce(1) { $0 * atoms[$1].size } }
    guard let axes = grouping(sizes, preferred.shape) else { return nil }
    var groups: [[LayoutUnit]] = axes.map { $0.map { present[$0] } }
    for (position, unit) in sequence.enumerated() where !present.contains(unit) {
      let before = sequence[..<position].last
      let home = before.flatMap { known in groups.firstIndex { $0.contains(known) } }
      guard let home else {
        groups.insert([unit], at: 0)
        continue
      }
      let cut = (groups[home].firstIndex { $0 == before } ?? 0) + 1
      let rest = Array(groups[home][cut...])
      groups[home].removeSubrange(cut...)
      groups.insert(contentsOf: rest.isEmpty ? [[unit]] : [[unit], rest], at: home + 1)
    }
    return groups
  }

  /// Units may share an axis when the same ports have them and the operator treats them alike.
  private struct Signature: Hashable {
    let ports: [Bool]
    let group: Int
    let touched: Int?
  }

  private static func signature(
    _ unit: LayoutUnit, _ labels: AxisLabels, _ builder: ModeBuilder
  ) -> Signature {
    var touched: Int?
    if case .touching(let axes, let access) = labels.rule, axes.contains(unit.label) {
      touched = access == .free ? -1 : unit.label
    }
    return Signature(
      ports: labels.ports.map { !builder.ownAtoms(unit, $0).isEmpty },
      group: labels.groups.firstIndex { $0.contains(unit.label) } ?? 0, touched: touched)
  }

  private static func splitWhereDifferent(
    _ group: [LayoutUnit], _ signature: (LayoutUnit) -> Signature
  ) -> [[LayoutUnit]] {
    guard !group.isEmpty else { return [[]] }
    var result: [[LayoutUnit]] = []
    for unit in group {
      if let last = result.last?.last, signature(last) == signature(unit) {
        result[result.count - 1].append(unit)
      } else {
        result.append([unit])
      }
    }
    return result
  }

  private static func mergeWhereEqual(
    _ groups: [[LayoutUnit]], _ signature: (LayoutUnit) -> Signature
  ) -> [[LayoutUnit]] {
    groups.reduce(into: []) { result, group in
      if let last = result.last?.last, let first = group.first, signature(last) == signature(first) {
        result[result.count - 1] += group
      } else {
        result.append(group)
      }
    }
  }

  /// An innermost axis, and the one that a matrix product sums over, are one physical axis each, even when their
  /// size is 1. The columns that a matrix product makes are no axis of its input.
  private static func gatherWhole(_ groups: [[LayoutUnit]], _ labels: AxisLabels) -> [[LayoutUnit]] {
    let inner: Int
    let gone: [Int]
    switch labels.rule {
    case .elementwise, .logical, .touching(_, .free), .touching(_, .whole): return groups
    case .touching: (inner, gone) = (1, [])
    case .matrixProduct: (inner, gone) = (1, labels.groups[2])
    }
    let whole = labels.groups[inner]
    let others = groups.filter { group in !group.contains { (whole + gone).contains($0.label) } }
    return others + [groups.flatMap { $0.filter { whole.contains($0.label) } }]
  }
}
