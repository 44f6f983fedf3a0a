extension RangeStatistics {
  /// Ends are tried in steps of this part of what was observed on either side of zero.
  private static let steps = 100
  /// The search begins at the best pair of ends that are multiples of so many steps.
  private static let coarseStep = 10
  /// Each end moves in turn, the other one fixed, until neither does; more rounds than this are not seen.
  private static let rounds = 8

  /// The range that makes `squaredError` least among those that keep 1/100, 2/100, … of what was observed below and
  /// above zero. Where both signs occur, each end is the best for the other one, and none of the pairs of tenths is
  /// better.
  func squaredErrorRange(levels: Int) -> ClosedRange<Float>? {
    guard let observed else { return nil }
    let bottom = Double(min(observed.lowerBound, 0))
    let top = Double(max(observed.upperBound, 0))
    func end(_ end: Double, _ step: Int) -> Double { end * Double(step) / Double(RangeStatistics.steps) }
    func error(_ lower: Int, _ upper: Int) -> Double {
      squaredError(lower: end(bottom, lower), upper: end(top, upper), levels: levels)
    }
    func candidates(_ end: Double, by step: Int) -> [Int] {
      end == 0
        ? [RangeStatistics.steps]
        : Array(stride(from: RangeStatistics.steps, to: 0, by: -step))
    }
    var best = (lower: RangeStatistics.steps, upper: RangeStatistics.steps, error: Double.infinity)
    func consider(_ lower: Int, _ upper: Int) {
      let error = error(lower, upper)
      if error < best.error { best = (lower, upper, error) }
    }
    for lower in candidates(bottom, by: RangeStatistics.coarseStep) {
      for upper in candidates(top, by: RangeStatistics.coarseStep) { consider(lower, upper) }
    }
    for _ in 0..<RangeStatistics.rounds {
      let old = best
      for upper in candidates(top, by: 1) { consider(old.lower, upper) }
      let upper = best.upper
      for lower in candidates(bottom, by: 1) { consider(lower, upper) }
      if old == best { break }
    }
    let low = max(Float(end(bottom, best.lower)), observed.lowerBound)
    let high = min(Float(end(top, best.upper)), observed.upperBound)
    return min(low, high)...max(low, high)
  }

  /// The sum of squares of what rounding to `levels` integers changes, when these stand for `lower` to `upper` with
  /// one of them for zero exactly. Numbers count as their bin's centre; where bins are wider than a step of the
  /// integers, as evenly spread over the steps.
  func squaredError(lower: Double, upper: Double, levels: Int) -> Double {
    let step = (upper - lower) / Double(levels - 1)
    guard step > 0 else { return .infinity }
    let lowest = -(-lower / step).rounded()
    let highest = lowest + Double(levels - 1)
    let isCoarse = histogram.binWidth > step
    var sum = 0.0
    for bin in histogram.occupied {
      var count = histogram.counts[bin]
      if bin == Histogram.binsPerSide { count -= zeroCount }
      guard count > 0 else { continue }
      let center = histogram.center(bin)
      let quantized = min(max((center / step).rounded(), lowest), highest) * step
      let error = center - quantized
      let isInside = center / step > lowest && center / step < highest
      sum += Double(count) * (isCoarse && isInside ? step * step / 12 : error * error)
    }
    return sum
  }
}
