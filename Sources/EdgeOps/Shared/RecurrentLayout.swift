import EdgeIR

extension RecurrentLayer {
  /// x `[T, N, I]`, weights `[G*H, I]`, recurrence `[G*H, H]`, bias, lengths `[N]`, states `[N, H]`, peepholes; states
  /// `[N, H]` and y `[T, N, H]`. The order of the sequences is free, and that of the features with the weights'.
  func recurrentRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    let (step, sequence, feature, hidden, gates) = (0, 1, 2, 3, 4)
    let known: [Int: [Int]] = [
      0: [step, sequence, feature], 1: [gates, feature], 4: [sequence], 5: [sequence, hidden],
      6: Self.stateCount > 1 ? [sequence, hidden] : [],
    ]
    let labels = inputs.enumerated().map { slot, type -> [Int]? in
      guard type != nil, let labels = known[slot], !labels.isEmpty else { return nil }
      return labels
    }
    let results = outputs.map { $0.rank == 3 ? [step, sequence, hidden] : [sequence, hidden] }
    return .templates(
      AxisTemplates(
        inputs: labels, outputs: results, groups: (0...4).map { .axis($0) },
        templates: [.init(labels.map { $0 ?? [] }, results)], touched: [step],
        blocks: [step, hidden, gates]))
  }
}
