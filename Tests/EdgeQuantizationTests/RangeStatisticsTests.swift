import EdgeIR
import EdgeQuantization
import EdgeSupport
import EdgeTestSupport
import Testing

struct RangeStatisticsTests {
  @Test func figuresAreThoseOfTheFiniteNumbers() {
    let statistics = statistics([3, -0.0, .nan, -1.5, 0, .infinity, 2, -.infinity])
    #expect(statistics.observed == -1.5...3)
    #expect(statistics.count == 5)
    #expect(statistics.zeroCount == 2)
    #expect(statistics.nonFiniteCount == 3)
    #expect(statistics.histogram.counts.reduce(0, +) == 5)
  }

  @Test func negativeZeroIsZero() {
    let statistics = statistics([-0.0])
    #expect(statistics.observed?.lowerBound.sign == .plus && statistics.observed?.upperBound.sign == .plus)
    #expect(statistics == EdgeQuantizationTests.statistics([0]))
  }

  @Test func withoutNumbersThereIsNoRange() {
    let statistics = statistics([.nan])
    #expect(statistics.range(.minMax) == nil && statistics.range(.percentile(0.999)) == nil)
    #expect(
      statistics.range(.squaredError(levels: 256)) == nil && statistics.range(.entropy(levels: 256)) == nil)
  }

  @Test(
    arguments: [
      [1], [-1], [0.999, -3], [.leastNonzeroMagnitude], [-.leastNonzeroMagnitude, 1e-30],
      [.greatestFiniteMagnitude, -.leastNonzeroMagnitude, 5], [-.greatestFiniteMagnitude, 0],
    ] as [[Float]]) func binsAreAsWideAsDefined(numbers: [Float])
  {
    let histogram = statistics(numbers).histogram
    let width = histogram.binWidth
    var expected = [Int](repeating: 0, count: 2 * Histogram.binsPerSide)
    for number in numbers {
      expected[Int((Double(number) / width).rounded(.down)) + Histogram.binsPerSide] += 1
    }
    #expect(histogram.counts == expected)
    let largest = Double(numbers.map(\.magnitude).max() ?? 0)
    #expect(
      largest / width >= Double(Histogram.binsPerSide / 2) && largest / width < Double(Histogram.binsPerSide))
  }

  /// Parts of any sizes, whose numbers come in any order, add up to the whole, byte for byte.
  @Test(arguments: 1...5) func partsMergeExactly(parts: Int) throws {
    var generator = SeededGenerator(seed: UInt64(parts))
    for round in 0..<20 {
      let all = numbers(500, seed: UInt64(100 * parts + round))
      var merged = CalibrationStatistics(model: "m")
      var shards = [[Float]](repeating: [], count: parts)
      for number in all.shuffled(using: &generator) {
        shards[Int.random(in: 0..<parts, using: &generator)].append(number)
      }
      for shard in shards {
        var part = CalibrationStatistics(model: "m", sampleCount: shard.count)
        part["x"] = statistics(shard)
        try merged.merge(part)
      }
      var whole = CalibrationStatistics(model: "m", sampleCount: all.count)
      whole["x"] = statistics(all)
      #expect(merged == whole)
      #expect(merged.json.pretty == whole.json.pretty)
    }
  }

  @Test func otherFloatsAreTakenInSinglePrecision() {
    var (halves, doubles) = (RangeStatistics(), RangeStatistics())
    halves.add(Tensor([3], [Float16(1.5), -2, 0]))
    doubles.add(Tensor([3], [1.5, -2, 1e-300]))
    #expect(halves == statistics([1.5, -2, 0]))
    #expect(doubles == halves)
    halves.add(Tensor([1], [Int32(100)]))
    #expect(doubles == halves)
  }

  @Test func decisionsComeFirst() {
    var statistics = statistics([1, 2])
    statistics.decided = -1...1
    for method in [.minMax, .percentile(0.9), .squaredError(levels: 256), .entropy(levels: 256)]
      as [RangeMethod]
    {
      #expect(statistics.range(method) == -1...1)
    }
  }
}
