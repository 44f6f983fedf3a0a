import EdgeIR

extension Trilu: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard let rank = inputs.optional(0)?.rank else { return .logical }
    let labels = Array(0..<rank)
    return .templates(
      AxisTemplates(
        inputs: [labels], outputs: [labels],
        groups: [.init(Array(labels.dropLast(2)), .anyAxes), .axis(rank - 2), .axis(rank - 1)],
        templates: [.init([[0, 1, 2]], [[0, 1, 2]])], touched: [rank - 2, rank - 1],
        blocks: [rank - 2, rank - 1]))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
