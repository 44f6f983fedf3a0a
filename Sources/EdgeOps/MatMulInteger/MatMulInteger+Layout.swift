import EdgeIR

/// a `[B, M, K]`, b `[B, K, N]`, output `[B, M, N]`, with any order within each.
extension MatMulInteger: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    let zeroPoints = inputs.dropFirst(2)
    guard let a = inputs.optional(0), let b = inputs.optional(1), let rank = outputs.first?.rank,
      zeroPoints.allSatisfy({ $0?.elementCount ?? 1 == 1 })
    else { return .logical }
    let batch = Array(0..<rank - 2)
    let (m, k, n) = (rank - 2, rank - 1, rank)
    return .templates(
      AxisTemplates(
        inputs: [batch.suffix(a.rank - 2) + [m, k], batch.suffix(b.rank - 2) + [k, n]]
          + zeroPoints.map { _ in nil },
        outputs: [batch + [m, n]], groups: [.init(batch, .anyAxes), .axis(m), .axis(k), .axis(n)],
        templates: [.init([[0, 1, 2], [0, 2, 3]] + zeroPoints.map { _ in [] }, [[0, 1, 3]])]))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator { self }
}
