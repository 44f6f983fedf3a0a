import EdgeIR

/// x `[M, K]`, weights `[N, K]`, bias `[N]`, output `[M, N]`. Constant weights are reordered ahead of time, so the order
/// within K and N is free.
extension FullyConnected: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard let rank = inputs.optional(0)?.rank else { return .logical }
    let (rows, depth, column) = (Array(0..<rank - 1), rank - 1, rank)
    let hasBias = inputs.optional(2) != nil
    return .templates(
      AxisTemplates(
        inputs: [rows + [depth], [column, depth]] + (inputs.count > 2 ? [hasBias ? [column] : nil] : []),
        outputs: [rows + [column]], groups: [.init(rows, .someAxes), .axis(depth), .axis(column)],
        templates: [
          .init([[0, 1], [2, 1]] + (inputs.count > 2 ? [hasBias ? [2] : []] : []), [[0, 2]])
        ]))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
