import EdgeIR

/// The physical axes of one operator in one mode: pieces of groups that form an axis on every input and output that
/// has the group.
struct AxisFrame {
  /// More axes than this are merged where they can be: few kernels take more.
  static let rankLimit = 5

  private let builder: ModeBuilder
  private let mode: LayoutMode
  /// For each group the units of each physical axis.
  private let pieces: [[[Int]]]

  /// - Parameter preferred: how some port's axes are grouped already; kept as far as the operator allows.
  init(
    _ builder: ModeBuilder, _ mode: LayoutMode, _ classes: DataClasses, preferred: (port: Int, shape: [Int])?
  ) {
    self.builder = builder
    self.mode = mode
    let axes = builder.axes
    let signature = { (unit: Int) in Self.signature(unit, builder) }
    let kept = preferred.flatMap { Self.groupedLike($0.port, $0.shape, builder, mode, classes) } ?? [:]
    pieces = axes.templates.groups.indices.map { group in
      let sequence = mode.units[group]
      let shape = axes.templates.groups[group].shape
      if shape == .oneAxis { return [sequence] }
      var result: [[Int]]
      if let grouped = kept[group] {
        result = Self.completed(grouped, sequence).flatMap { Self.splitWhereDifferent($0, signature) }
      } else {
        result = sequence.isEmpty ? [] : Self.splitWhereDifferent(sequence, signature)
      }
      if result.isEmpty, shape == .someAxes { result = [[]] }
      return result
    }
    sizes = axes.ports.enumerated().map { index, port in
      let atoms = classes.atoms.atoms(of: port.value)
      return builder.ownAtoms[index].map { own in own.reduce(1) { $0 * atoms[$1].size } }
    }
  }

  /// For each port the size of every unit.
  private let sizes: [[Int]]

  /// The most axes that a port has.
  var rank: Int { builder.axes.ports.indices.map { parts(of: $0).count }.max() ?? 0 }

  /// The shape a port takes. Small operands of broadcasting operators lose leading axes of size 1.
  func shape(of port: Int, isConstant: Bool) -> [Int] {
    let result = parts(of: port).map { part in part.units.reduce(1) { $0 * sizes[port][$1] } }
    guard builder.axes.templates.broadcasts, !builder.axes.ports[port].isOutput else { return result }
    return isConstant || result.allSatisfy { $0 == 1 } ? Array(result.drop { $0 == 1 }) : result
  }

  /// What the operator needs to know to run on these axes.
  func physicalAxes() -> PhysicalAxes {
    let ports = builder.axes.ports
    let first = ports.firstIndex { !$0.isOutput } ?? 0
    let output = ports.firstIndex { $0.isOutput } ?? 0
    return PhysicalAxes(
      touched: parts(of: first).map(touchedLabel), shape: shape(of: first, isConstant: false),
      outputShape: shape(of: output, isConstant: false), template: mode.template)
  }

  private struct Part {
    let group: Int
    let units: [Int]
  }

  /// The physical axes of a port. It has none for touched axes that it lacks.
  private func parts(of port: Int) -> [Part] {
    let end = builder.axes.ports[port]
    return end.groups[mode.template].flatMap { group in
      pieces[group].map { Part(group: group, units: $0) }
    }.filter { part in
      touchedLabel(part).map { label in
        end.declared.contains(label) || builder.axes.templates.groups[part.group].shape == .oneAxis
      } ?? true
    }
  }

  private func touchedLabel(_ part: Part) -> Int? {
    let group = builder.axes.templates.groups[part.group]
    let label =
      part.units.first.map { builder.units[$0].label } ?? (group.shape == .oneAxis ? group.labels.first : nil)
    return label.flatMap { builder.axes.templates.touched.contains($0) ? $0 : nil }
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

  /// The units of each of a port's groups, grouped as the port's axes are. Axes of size 1 go to the group around
  /// them, but one each to those that have one axis and no units.
  private static func groupedLike(
    _ port: Int, _ shape: [Int], _ builder: ModeBuilder, _ mode: LayoutMode, _ classes: DataClasses
  ) -> [Int: [[Int]]]? {
    let end = builder.axes.ports[port]
    let atoms = classes.atoms.atoms(of: end.value)
    let groups = end.groups[mode.template]
    let present = groups.flatMap { group in
      mode.units[group].filter { !builder.ownAtoms[port][$0].isEmpty }.map { (group: group, unit: $0) }
    }
    let sizes = present.map { item in builder.ownAtoms[port][item.unit].reduce(1) { $0 * atoms[$1].size } }
    guard var axes = grouping(sizes, shape) else { return nil }
    var result: [Int: [[Int]]] = [:]
    for group in groups.reversed() {
      var own: [[Int]] = []
      let isOne = builder.axes.templates.groups[group].shape == .oneAxis
      let hasUnits = present.contains { $0.group == group }
      while let last = axes.last {
        if isOne, last.isEmpty, hasUnits || !own.isEmpty { break }
        let (others, mine) = (
          last.filter { present[$0].group != group }, last.filter { present[$0].group == group }
        )
        if mine.isEmpty, !last.isEmpty { break }
        own.insert(mine.map { present[$0].unit }, at: 0)
        axes.removeLast()
        if !others.isEmpty { axes.append(others) }
      }
      result[group] = own
    }
    return axes.isEmpty ? result : nil
  }

  /// The grouped units with those that are missing, alone, where they are in the sequence.
  private static func completed(_ grouped: [[Int]], _ sequence: [Int]) -> [[Int]] {
    var groups = grouped
    let present = Set(grouped.flatMap { $0 })
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
    let touched: Int?
  }

  private static func signature(_ unit: Int, _ builder: ModeBuilder) -> Signature {
    let label = builder.units[unit].label
    let axes = builder.axes
    var touched: Int?
    if axes.templates.touched.contains(label) { touched = axes.templates.blocks.contains(label) ? label : -1 }
    return Signature(ports: builder.ownAtoms.map { !$0[unit].isEmpty }, touched: touched)
  }

  private static func splitWhereDifferent(_ group: [Int], _ signature: (Int) -> Signature) -> [[Int]] {
    guard !group.isEmpty else { return [[]] }
    var result: [[Int]] = []
    for unit in group {
      if let last = result.last?.last, signature(last) == signature(unit) {
        result[result.count - 1].append(unit)
      } else {
        result.append([unit])
      }
    }
    return result
  }
}
