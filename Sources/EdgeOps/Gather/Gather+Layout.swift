import EdgeIR

/// The gathered axis is one physical axis, in whose place the output has those of the indices; the others come before
/// or after it.
extension Gather: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard let x = inputs.optional(0), let indices = inputs.optional(1) else { return .logical }
    let labels = Array(0..<x.rank)
    let others = labels.filter { $0 != axis }
    let places = Array(x.rank..<x.rank + indices.rank)
    var groups: [AxisTemplates.Group] = [.axis(axis), .init(places, .anyAxes)]
    var templates: [AxisTemplates.Template] = []
    var seen: [[Int]] = []
    for before in [Array(labels[..<axis]), [], others] where !seen.contains(before) {
      seen.append(before)
      let (outer, inner) = (groups.count, groups.count + 1)
      groups += [
        .init(before, .anyAxes), .init(others.filter { !before.contains($0) }, .anyAxes),
      ]
      templates.append(.init([[outer, 0, inner], [1]], [[outer, 1, inner]]))
    }
    return .templates(
      AxisTemplates(
        inputs: [labels, places], outputs: [labels[..<axis] + places + labels[(axis + 1)...]], groups: groups,
        templates: templates, touched: [axis], blocks: [axis]))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { Gather(axis: axes.axis) }
}
