/// How the range that integers will stand for is chosen from the numbers observed.
public enum RangeMethod: Hashable, Sendable {
  /// Everything observed.
  case minMax
  /// Leaves out the share `1 - fraction` of the numbers at either end, rounded to whole numbers. The classic
  /// percentile 99.999 is 0.99999.
  case percentile(Double)
  /// Makes the mean square of the error least that `levels` integers leave.
  case squaredError(levels: Int)
  /// Makes the Kullback-Leibler divergence least of what `levels` integers can tell apart from what was observed.
  case entropy(levels: Int)
}

extension RangeStatistics {
  /// The range by some method, within what was observed; where the user decided on one, that. It need not contain 0.
  ///
  /// - Returns: Nil when no finite number was observed.
  public func range(_ method: RangeMethod) -> ClosedRange<Float>? {
    if let decided { return decided }
    return switch method {
    case .minMax: observed
    case .percentile(let fraction): percentileRange(fraction)
    case .squaredError(let levels): squaredErrorRange(levels: levels)
    case .entropy(let levels): entropyRange(levels: levels)
    }
  }
}
