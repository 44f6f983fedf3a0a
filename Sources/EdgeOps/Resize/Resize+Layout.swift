import EdgeIR

/// Images have one batch axis, the sampled axes, and one axis of channels; the other axes may be either.
extension Resize: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard let rank = inputs.optional(0)?.rank, !axes.isEmpty else { return .touching([], .whole) }
    return .templates(.sampling(axes.map(\.axis), rank: rank))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    var copy = self
    copy.axes = axes.touched.enumerated().compactMap { physical, logical in
      var axis = self.axes.first { $0.axis == logical }
      axis?.axis = physical
      return axis
    }
    return copy
  }
}

extension AxisTemplates {
  /// Axes `sampled`, in ascending order, side by side; what else there is comes before or after them.
  static func sampling(_ sampled: [Label], rank: Int) -> AxisTemplates {
    let others = (0..<rank).filter { !sampled.contains($0) }
    let before = others.filter { $0 < sampled[0] }
    let cores = sampled.map { Group.axis($0) }
    var groups = cores
    var templates: [Template] = []
    var seen: [[Label]] = []
    for batch in [before, [], others] where !seen.contains(batch) {
      seen.append(batch)
      groups += [
        Group(batch, .oneAxis), Group(others.filter { !batch.contains($0) }, .oneAxis),
      ]
      let order = [groups.count - 2] + Array(cores.indices) + [groups.count - 1]
      templates.append(Template([order], [order]))
    }
    let labels = Array(0..<rank)
    return AxisTemplates(
      inputs: [labels], outputs: [labels], groups: groups, templates: templates, touched: Set(sampled),
      blocks: Set(sampled))
  }
}
