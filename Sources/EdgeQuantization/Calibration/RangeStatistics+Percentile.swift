extension RangeStatistics {
  /// From the k-th smallest to the k-th largest number, counted from 0, where k is `(1 - fraction) * count` to the
  /// nearest integer. Each is known up to its bin, all of which is kept: no more than k numbers lie outside.
  ///
  /// - Parameter fraction: Above 0.5 and at most 1.
  func percentileRange(_ fraction: Double) -> ClosedRange<Float>? {
    precondition(fraction > 0.5 && fraction <= 1, "fraction \(fraction)")
    guard let observed else { return nil }
    let left = min(Int(((1 - fraction) * Double(count)).rounded()), (count - 1) / 2)
    let first = bin(after: left, in: histogram.counts.indices)
    let last = bin(after: left, in: histogram.counts.indices.reversed())
    let lower = Float(histogram.lowerEdge(first))
    let upper = Float(histogram.lowerEdge(last + 1))
    return max(lower, observed.lowerBound)...min(upper, observed.upperBound)
  }

  /// The bin of the number that comes after `skipped` ones.
  private func bin(after skipped: Int, in bins: some Sequence<Int>) -> Int {
    var seen = 0
    var last = Histogram.binsPerSide
    for bin in bins where histogram.counts[bin] > 0 {
      seen += histogram.counts[bin]
      last = bin
      if seen > skipped { break }
    }
    return last
  }
}
