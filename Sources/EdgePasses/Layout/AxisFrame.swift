import EdgeIR

/// The physical axes of one operator in one mode: pieces of groups that form an axis on every input and output that
/// has the group.
struct AxisFrame {
  /// More axes than this are merged where they can be: few kernels take more.
  static let rankLimit = 5

  private let builder: ModeBuilder
  private let template: Int
  /// For each port its physical axes.
  private let axes: [[PhysicalAxis]]

  private struct PhysicalAxis {
    let size: Int
    /// The label of a touched axis that it is, or is a part of.
    let touched: Int?
  }

  /// - Parameter preferred: how some port's axes are grouped already; kept as far as the operator allows.
  init(_ builder: ModeBuilder, _ mode: LayoutMode, preferred: (port: Int, shape: [Int])?) {
    self.builder = builder
    template = mode.template
    let pieces = Self.pieces(builder, mode, preferred)
    axes = builder.axes.ports.indices.map { Self.axes(of: $0, pieces, builder, mode.template) }
  }

  /// The most axes that a port has.
  var rank: Int { axes.map(\.count).max() ?? 0 }

  /// The shape a port takes. Small operands of broadcasting operators lose leading axes of size 1.
  func shape(of port: Int, isConstant: Bool) -> [Int] {
    let result = axes[port].map(\.size)
    guard builder.axes.templates.broadcasts, !builder.axes.ports[port].isOutput else { return result }
    return isConstant || result.allSatisfy { $0 == 1 } ? Array(result.drop { $0 == 1 }) : result
  }

  /// What the operator needs to know to run on these axes.
  func physicalAxes() -> PhysicalAxes {
    let ports = builder.axes.ports
    let first = ports.firstIndex { !$0.isOutput } ?? 0
    let output = ports.firstIndex { $0.isOutput } ?? 0
    return PhysicalAxes(
      touched: axes[first].map(\.touched), shape: shape(of: first, isConstant: false),
      outputShape: shape(of: output, isConstant: false), template: template)
  }

  /// The physical axes of a port. It has none for touched axes that it lacks.
  private static func axes(
    of port: Int, _ pieces: [[[Int]]], _ builder: ModeBuilder, _ template: Int
  ) -> [PhysicalAxis] {
    let (end, sizes) = (builder.axes.ports[port], builder.units.ports[port].sizes)
    var result: [PhysicalAxis] = []
    for number in end.groups[template] {
      let group = builder.axes.templates.groups[number]
      for units in pieces[number] {
        let label =
          units.first.map { builder.units.labels[$0] }
          ?? (group.shape == .oneAxis ? group.labels.first : nil)
        let touched = label.flatMap { builder.axes.templates.touched.contains($0) ? $0 : nil }
        if let touched, !end.declared.contains(touched), group.shape != .oneAxis { continue }
        result.append(PhysicalAxis(size: units.reduce(1) { $0 * sizes[$1] }, touched: touched))
      }
    }
    return result
  }

  /// For each group the units of each physical axis.
  private static func pieces(
    _ builder: ModeBuilder, _ mode: LayoutMode, _ preferred: (port: Int, shape: [Int])?
  ) -> [[[Int]]] {
    let kept = preferred.flatMap { groupedLike($0.port, $0.shape, builder, mode) }
    return builder.axes.templates.groups.enumerated().map { number, group in
      let sequence = mode.units[number]
      if group.shape == .oneAxis { return [sequence] }
      var result: [[Int]] = []
      if let grouped = kept?[number] {
        result = completed(grouped, sequence).flatMap { splitWhereDifferent($0, builder.units.kinds) }
      } else if !sequence.isEmpty {
        result = splitWhereDifferent(sequence, builder.units.kinds)
      }
      return result.isEmpty && group.shape == .someAxes ? [[]] : result
    }
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

  /// The units of each of a port's groups, grouped as the port's axes are; nil for groups that it lacks. Axes of size 1
  /// go to the group around them, but one each to those that have one axis and no units.
  private static func groupedLike(
    _ port: Int, _ shape: [Int], _ builder: ModeBuilder, _ mode: LayoutMode
  ) -> [[[Int]]?]? {
    let own = builder.units.ports[port]
    let groups = builder.axes.ports[port].groups[mode.template]
    var present: [(group: Int, unit: Int)] = []
    for group in groups {
      for unit in mode.units[group] where own.has(unit) { present.append((group, unit)) }
    }
    guard var axes = grouping(present.map { own.sizes[$0.unit] }, shape) else { return nil }
    var result = [[[Int]]?](repeating: nil, count: builder.axes.templates.groups.count)
    for group in groups.reversed() {
      var grouped: [[Int]] = []
      let isOne = builder.axes.templates.groups[group].shape == .oneAxis
      let hasUnits = present.contains { $0.group == group }
      while let last = axes.last {
        if isOne, last.isEmpty, hasUnits || !grouped.isEmpty { break }
        let mine = last.filter { present[$0].group == group }
        if mine.isEmpty, !last.isEmpty { break }
        grouped.append(mine.map { present[$0].unit })
        axes.removeLast()
        if mine.count < last.count { axes.append(last.filter { present[$0].group != group }) }
      }
      result[group] = grouped.reversed()
    }
    return axes.isEmpty ? result : nil
  }

  /// The grouped units with those that are missing, alone, where they are in the sequence.
  private static func completed(_ grouped: [[Int]], _ sequence: [Int]) -> [[Int]] {
    var groups = grouped
    for (position, unit) in sequence.enumerated() where !grouped.contains(where: { $0.contains(unit) }) {
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

  /// Units may share an axis when they are of one kind.
  private static func splitWhereDifferent(_ group: [Int], _ kinds: [Int]) -> [[Int]] {
    guard !group.isEmpty else { return [[]] }
    var result: [[Int]] = []
    for unit in group {
      if let last = result.last?.last, kinds[last] == kinds[unit] {
        result[result.count - 1].append(unit)
      } else {
        result.append([unit])
      }
    }
    return result
  }
}
