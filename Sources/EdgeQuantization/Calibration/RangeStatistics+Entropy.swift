#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension RangeStatistics {
  /// The range `-t ... t`, within what was observed, with the least divergence of what `levels` integers can tell
  /// apart from what was observed, numbers beyond t counting as t (S. Migacz, "8-bit inference with TensorRT", 2017).
  /// t is a multiple of a bin's width.
  func entropyRange(levels: Int) -> ClosedRange<Float>? {
    guard let observed else { return nil }
    let center = Histogram.binsPerSide
    let (hasNegative, hasPositive) = (observed.lowerBound < 0, observed.upperBound > 0)
    let occupied = histogram.occupied
    let reach = max(center - occupied.lowerBound, occupied.upperBound - center)
    let fewest = hasNegative && hasPositive ? (levels + 1) / 2 : levels
    guard reach > fewest else { return observed }
    let sums = HistogramSums(histogram)
    var best = (divergence: Double.infinity, bins: reach)
    for bins in stride(from: reach, through: fewest, by: -1) {
      let window = (hasNegative ? center - bins : center)..<(hasPositive ? center + bins : center)
      let divergence = sums.divergence(window, levels: levels)
      if divergence < best.divergence { best = (divergence, bins) }
    }
    let threshold = Float(Double(best.bins) * histogram.binWidth)
    return max(observed.lowerBound, -threshold)...min(observed.upperBound, threshold)
  }
}

/// Sums over a histogram's first bins, so that those over any others cost nothing.
private struct HistogramSums {
  private let counts: [Int]
  /// Of the counts, of the bins that are not empty, and of `count * log(count)`, each before bin i.
  private var total = [0.0]
  private var occupied = [0]
  private var entropy = [0.0]

  init(_ histogram: Histogram) {
    counts = histogram.counts
    for (bin, count) in counts.enumerated() {
      total.append(total[bin] + Double(count))
      occupied.append(occupied[bin] + (count > 0 ? 1 : 0))
      entropy.append(entropy[bin] + HistogramSums.entropy(Double(count)))
    }
  }

  /// How much is lost, in nats, when the bins of `window` are told apart only as `levels` groups, as even in size as
  /// can be. Counts outside belong to the window's first and last bin, but are not there to be told apart.
  ///
  /// With shares p of the bins and q of what the groups make of them it is the sum of `p * log(p / q)`.
  func divergence(_ window: Range<Int>, levels: Int) -> Double {
    let (first, last) = (window.lowerBound, window.upperBound - 1)
    let all = total[counts.count]
    let inside = total[last + 1] - total[first]
    let (below, above) = (total[first], all - total[last + 1])
    // The sum of p * log(p), with the tails in the outer bins.
    var sum = entropy[last + 1] - entropy[first]
    for (bin, tail) in [(first, below), (last, above)] {
      sum += HistogramSums.entropy(Double(counts[bin]) + tail) - HistogramSums.entropy(Double(counts[bin]))
    }
    var divergence = sum / all - log(all)
    for level in 0..<levels {
      let group = (first + level * window.count / levels)..<(first + (level + 1) * window.count / levels)
      guard !group.isEmpty else { continue }
      let present = total[group.upperBound] - total[group.lowerBound]
      var bins = occupied[group.upperBound] - occupied[group.lowerBound]
      var share = present
      for (bin, tail) in [(first, below), (last, above)] where group.contains(bin) && tail > 0 {
        share += tail
        if counts[bin] == 0 { bins += 1 }
      }
      guard share > 0 else { continue }
      // A tail alone in its group leaves nothing to make it of.
      guard present > 0 else { return .infinity }
      divergence -= share / all * log(present / inside / Double(bins))
    }
    return divergence
  }

  private static func entropy(_ count: Double) -> Double { count > 0 ? count * log(count) : 0 }
}
