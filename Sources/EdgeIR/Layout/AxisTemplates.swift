/// How the axes of an operator's inputs and outputs correspond, and in which orders of them it can run.
///
/// Axes are named by labels: equal labels are the same axis. Labels are gathered in groups, and a template says in
/// which order the groups lie in memory on every input and output. Within a group the axes, and the parts that
/// reshapes split them into, may be in any order, the same wherever the group occurs. A matrix product of x `[B, M, K]`
/// and y `[B, K, N]` has four groups of one label each; where it can read y with K innermost, it has a template with
/// `[B, N, K]` for y.
public struct AxisTemplates: Hashable, Sendable {
  public typealias Label = Int

  /// Axes that lie next to each other.
  public struct Group: Hashable, Sendable {
    public enum Shape: Hashable, Sendable {
      /// Any number of physical axes, as reads best.
      case anyAxes
      /// The same, but not none.
      case someAxes
      /// One physical axis.
      case oneAxis
    }

    public let labels: [Label]
    public let shape: Shape

    public init(_ labels: [Label], _ shape: Shape) {
      self.labels = labels
      self.shape = shape
    }

    public static func axis(_ label: Label) -> Group { Group([label], .oneAxis) }
  }

  /// One order of groups on every input and output.
  public struct Template: Hashable, Sendable {
    /// For each input its groups, outermost first; empty for inputs without labels.
    public let inputs: [[Int]]
    public let outputs: [[Int]]
    /// Which input the operator takes in each place; nil when the order stays.
    public let operands: [Int]?
    /// Inputs of which kernels make themselves a transposed copy.
    public let copiedInputs: [Int]

    public init(
      _ inputs: [[Int]], _ outputs: [[Int]], operands: [Int]? = nil, copiedInputs: [Int] = []
    ) {
      self.inputs = inputs
      self.outputs = outputs
      self.operands = operands
      self.copiedInputs = copiedInputs
    }
  }

  /// For each input its axes' labels; nil for absent ones and those that stay in logical order.
  public var inputs: [[Label]?]
  public var outputs: [[Label]]
  public var groups: [Group]
  public var templates: [Template]
  /// Axes that the operator treats unlike others of their group: they do not share a physical axis with these. Inputs
  /// and outputs that lack such an axis have no physical axis for it, where others have one of size 1.
  public var touched: Set<Label>
  /// Axes that stay one physical axis, their elements in logical order.
  public var blocks: Set<Label>
  /// Whether inputs may leave out leading axes of size 1.
  public var broadcasts: Bool

  public init(
    inputs: [[Label]?], outputs: [[Label]], groups: [Group], templates: [Template], touched: Set<Label> = [],
    blocks: Set<Label> = [], broadcasts: Bool = false
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.groups = groups
    self.templates = templates
    self.touched = touched
    self.blocks = blocks
    self.broadcasts = broadcasts
  }
}

extension AxisTemplates {
  static func elementwise(_ inputs: [TensorType?], _ outputs: [TensorType]) -> AxisTemplates? {
    guard let rank = outputs.first?.rank else { return nil }
    return AxisTemplates(
      inputs: inputs.map { $0.map { Array(rank - min(rank, $0.rank)..<rank) } },
      outputs: outputs.map { _ in Array(0..<rank) }, groups: [Group(Array(0..<rank), .anyAxes)],
      templates: [Template(inputs.map { $0 == nil ? [] : [0] }, outputs.map { _ in [0] })], broadcasts: true)
  }

  static func touching(
    _ axes: [Int], _ access: LayoutRule.Access, _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> AxisTemplates? {
    guard let rank = inputs.optional(0)?.rank else { return nil }
    let others = (0..<rank).filter { !axes.contains($0) }
    let groups: [Group] =
      switch access {
      case .free, .whole: [Group(Array(0..<rank), .anyAxes)]
      case .innermost, .innermostWhole: [Group(others, .anyAxes), Group(axes, .oneAxis)]
      }
    let all = Array(groups.indices)
    let labels = inputs.map { $0?.rank == rank ? Array(0..<rank) : nil }
    let isBlock = access == .whole || access == .innermostWhole
    return AxisTemplates(
      inputs: labels, outputs: outputs.map { $0.rank == rank ? Array(0..<rank) : others }, groups: groups,
      templates: [Template(labels.map { $0 == nil ? [] : all }, outputs.map { $0.rank == rank ? all : [0] })],
      touched: Set(axes), blocks: isBlock ? Set(axes) : [])
  }
}

extension ExtentFlow {
  /// Extents of axes that all outputs have and that the operator neither touches nor keeps whole; inputs that share
  /// such an axis must have one extent there.
  static func following(_ axes: AxisTemplates, _ extents: [AxisExtents]) -> ExtentFlow? {
    var known: [AxisTemplates.Label: Extent] = [:]
    for (labels, extents) in zip(axes.inputs, extents) {
      for (axis, extent) in extents.sorted(by: { $0.key < $1.key }) {
        guard let label = labels?[axis], !axes.touched.contains(label), !axes.blocks.contains(label),
          axes.outputs.allSatisfy({ $0.contains(label) }), known[label] == nil || known[label] == extent
        else { return nil }
        known[label] = extent
      }
    }
    for (labels, extents) in zip(axes.inputs, extents) {
      for (axis, label) in (labels ?? []).enumerated() where known[label] != nil && extents[axis] == nil {
        return nil
      }
    }
    return ExtentFlow(
      axes.outputs.map { labels in
        Dictionary(
          uniqueKeysWithValues: labels.enumerated().compactMap { i, label in known[label].map { (i, $0) } })
      })
  }
}
