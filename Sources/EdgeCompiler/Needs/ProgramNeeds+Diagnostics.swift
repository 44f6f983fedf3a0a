import EdgeIR
public import EdgeSupport

extension ProgramNeeds {
  /// One E603 for each budget that is exceeded, or that cannot be held against anything.
  public func excesses(file: String) -> [Diagnostic] {
    needs.compactMap { $0.excess(file: file) }
  }
}

extension ProgramNeeds.Need {
  /// E603 for a budget that is exceeded, or that cannot be held against anything; nil otherwise.
  public func excess(file: String) -> Diagnostic? {
    guard let budget, !isWithinBudget else { return nil }
    let limit = budget.grouped + resource.unit
    guard let amount else {
      return .error(
        .budgetExceeded,
        "expected at most \(limit) of \(resource.title), which cannot be measured: \(remark)",
        at: .init(file: file), hint: "leave out \(resource.option), or make it measurable as said")
    }
    let over = "\((amount - budget).grouped)\(resource.unit) too much"
    return .error(
      .budgetExceeded,
      "expected at most \(limit) of \(resource.title), got \(amount.grouped)\(resource.unit): \(over)",
      at: .init(
        file: file, node: layer?.name, nodeIndex: layer?.index, operatorType: layer?.operatorType,
        opset: layer?.opset),
      notes: [remark]
        + (shares.isEmpty ? [] : ["\(lead) " + shares.prefix(3).map(described).joined(separator: ", ")]),
      hint: "use a smaller model, or raise \(resource.option)")
  }

  private func described(_ share: ProgramNeeds.Share) -> String {
    "'\(share.name)' \(share.amount.grouped)\(resource.unit)"
  }

  /// What the shares are.
  private var lead: String {
    switch resource {
    case .ram: "in memory at the peak:"
    case .flash: "largest constants:"
    case .stack: "the deepest calls:"
    case .multiplyAccumulates: "most in"
    }
  }
}
