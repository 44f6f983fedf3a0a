import EdgeQuantization
import EdgeTestSupport
import Foundation
import Testing

/// Each method against what it means for the numbers themselves.
struct RangeMethodTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test(arguments: seeds, [0.9, 0.99, 0.999, 0.99999, 1])
  func percentileIsThatOfTheSortedNumbers(seed: UInt64, fraction: Double) throws {
    let numbers = numbers(5000, seed: seed).filter(\.isFinite).sorted()
    let statistics = statistics(numbers)
    let range = try #require(statistics.range(.percentile(fraction)))
    let left = Int(((1 - fraction) * Double(numbers.count)).rounded())
    let expected = numbers[left]...numbers[numbers.count - 1 - left]
    let width = Float(statistics.histogram.binWidth)
    #expect(range.lowerBound <= expected.lowerBound && range.lowerBound >= expected.lowerBound - width)
    #expect(range.upperBound >= expected.upperBound && range.upperBound <= expected.upperBound + width)
    if left == 0 { #expect(range == expected) }
  }

  @Test func percentileOfFewNumbersIsNotReversed() {
    #expect(statistics([1, 2]).range(.percentile(0.6)) == 1...2)
    #expect(statistics([3]).range(.percentile(0.51)) == 3...3)
  }

  /// The mean square of the error that `levels` integers leave.
  private func squaredError(_ numbers: [Float], _ range: ClosedRange<Float>, levels: Int) -> Double {
    let (lower, upper) = (Double(min(0, range.lowerBound)), Double(max(0, range.upperBound)))
    let scale = (upper - lower) / Double(levels - 1)
    let zeroPoint = (-lower / scale).rounded()
    return numbers.reduce(0) { sum, number in
      let integer = min(max((Double(number) / scale).rounded() + zeroPoint, 0), Double(levels - 1))
      let error = Double(number) - (integer - zeroPoint) * scale
      return sum + error * error
    } / Double(numbers.count)
  }

  @Test(arguments: seeds, [16, 256]) func squaredErrorIsLeast(seed: UInt64, levels: Int) throws {
    for numbers in [rectifiedNumbers(1000, seed: seed), numbers(1000, seed: seed).filter(\.isFinite)] {
      let statistics = statistics(numbers)
      let observed = try #require(statistics.observed)
      let range = try #require(statistics.range(.squaredError(levels: levels)))
      #expect(observed.contains(range.lowerBound) && observed.contains(range.upperBound))
      let error = squaredError(numbers, range, levels: levels)
      func isNoBetter(_ candidate: ClosedRange<Float>) {
        let other = squaredError(numbers, candidate, levels: levels)
        #expect(error <= other * 1.02, "\(range): \(error), \(candidate): \(other)")
      }
      for part in stride(from: Float(0.04), through: 1, by: 0.08) {
        isNoBetter(range.lowerBound...(part * observed.upperBound))
        if observed.lowerBound < 0 { isNoBetter((part * observed.lowerBound)...range.upperBound) }
      }
      for lower in stride(from: Float(0.1), through: 1, by: observed.lowerBound < 0 ? 0.3 : 1) {
        for upper in stride(from: Float(0.1), through: 1, by: 0.3) {
          isNoBetter(observed.lowerBound * lower...observed.upperBound * upper)
        }
      }
    }
  }

  @Test func outliersAreCutWhereThatCostsLess() throws {
    let many = (0..<20_000).map { Float($0) / 10_000 - 1 }
    let range = try #require(statistics(many + [50]).range(.squaredError(levels: 16)))
    #expect(range.lowerBound < -0.9 && (0.9..<10).contains(range.upperBound), "\(range)")
  }

  /// Bins that are wider than an integer's step say nothing about rounding; clipping still costs.
  @Test func manyLevelsKeepEverything() throws {
    let numbers = numbers(1000, seed: 9).filter(\.isFinite)
    let statistics = statistics(numbers)
    let range = try #require(statistics.range(.squaredError(levels: 1 << 16)))
    let error = squaredError(numbers, range, levels: 1 << 16)
    #expect(error <= squaredError(numbers, try #require(statistics.observed), levels: 1 << 16) * 1.02)
  }

  /// `entropyRange` again, in the words of the definition: P with the tails added, Q without them, grouped by level.
  private func divergence(_ statistics: RangeStatistics, bins: Int, levels: Int, isSigned: Bool) -> Double {
    let counts = statistics.histogram.counts.map(Double.init)
    let center = Histogram.binsPerSide
    let inside = Array(counts[(isSigned ? center - bins : center)..<(center + bins)])
    var p = inside
    p[0] += counts[..<(isSigned ? center - bins : center)].reduce(0, +)
    p[p.count - 1] += counts[(center + bins)...].reduce(0, +)
    var q = [Double](repeating: 0, count: p.count)
    for level in 0..<levels {
      let group = Array(level * p.count / levels..<(level + 1) * p.count / levels)
      let live = group.filter { p[$0] > 0 }
      for bin in live { q[bin] = group.map { inside[$0] }.reduce(0, +) / Double(live.count) }
    }
    let (pSum, qSum) = (p.reduce(0, +), q.reduce(0, +))
    return zip(p, q).reduce(0) { sum, pair in
      pair.0 == 0 ? sum : sum + pair.0 / pSum * log((pair.0 / pSum) / (pair.1 / qSum))
    }
  }

  @Test(arguments: seeds, [64, 256]) func entropyIsLeast(seed: UInt64, levels: Int) throws {
    for (numbers, isSigned) in [
      (rectifiedNumbers(5000, seed: seed), false), (numbers(5000, seed: seed).filter(\.isFinite), true),
    ] {
      let statistics = statistics(numbers)
      let range = try #require(statistics.range(.entropy(levels: levels)))
      func divergence(_ bins: Int) -> Double {
        self.divergence(statistics, bins: bins, levels: levels, isSigned: isSigned)
      }
      let width = statistics.histogram.binWidth
      let largest = max(-range.lowerBound, range.upperBound)
      let found = divergence(Int((Double(largest) / width).rounded(.up)))
      let least = stride(from: isSigned ? levels / 2 : levels, to: Histogram.binsPerSide, by: 397).map(
        divergence
      ).min()
      #expect(found <= (try #require(least)) + 1e-9)
      #expect(found < divergence(Histogram.binsPerSide) || largest == statistics.observed?.upperBound)
    }
  }

  @Test func entropyKeepsWhatLevelsCanTellApart() {
    let statistics = statistics([0.1, 1, 5])
    #expect(statistics.range(.entropy(levels: 1 << 16)) == statistics.observed)
  }
}
