/// How many numbers fell into each of the bins of equal width that cover `-2^exponent ..< 2^exponent`.
///
/// The exponent follows from the largest magnitude alone, the bins' edges from the exponent, and bins of a wider
/// range are unions of those of a narrower one. So neither the order in which numbers come makes a difference, nor
/// how they are divided among histograms that are merged in the end.
public struct Histogram: Hashable, Sendable {
  /// Bins on either side of zero.
  public static let binsPerSide = 1 << bitsPerSide
  private static let bitsPerSide = 12

  /// What holds the smallest number that is not zero.
  private static let smallestExponent = Int(Float.leastNonzeroMagnitude.exponent) + 1

  /// As small as the numbers allow.
  public private(set) var exponent = Histogram.smallestExponent
  /// Bin `i` covers `binWidth * (i - binsPerSide) ..< binWidth * (i + 1 - binsPerSide)`.
  public private(set) var counts = [Int](repeating: 0, count: 2 * Histogram.binsPerSide)

  public init() {}

  /// - Parameter counts: From bin `first` on; bins without a count are empty.
  /// - Returns: Nil when they are more than there are bins, or negative.
  init?(largestMagnitude: Float, first: Int, counts: [Int]) {
    guard (0...self.counts.count).contains(first), counts.count <= self.counts.count - first,
      counts.allSatisfy({ $0 >= 0 })
    else { return nil }
    exponent = Histogram.exponent(for: largestMagnitude)
    self.counts.replaceSubrange(first..<(first + counts.count), with: counts)
  }

  /// What a finite number of that magnitude needs.
  static func exponent(for magnitude: Float) -> Int {
    magnitude == 0 ? smallestExponent : Int(magnitude.exponent) + 1
  }

  public var binWidth: Double {
    .init(sign: .plus, exponent: exponent - Histogram.bitsPerSide, significand: 1)
  }

  /// The lower edge of a bin; that of the bin one beyond the last is the range's end.
  public func lowerEdge(_ bin: Int) -> Double { Double(bin - Histogram.binsPerSide) * binWidth }

  public func center(_ bin: Int) -> Double { lowerEdge(bin) + binWidth / 2 }

  /// The bins from the first to the last that is not empty; an empty range when all are.
  public var occupied: Range<Int> {
    guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 })
    else {
      return 0..<0
    }
    return first..<(last + 1)
  }

  /// Counts the finite ones among `numbers`, of which `largestMagnitude` is the largest.
  mutating func add(_ numbers: UnsafeBufferPointer<Float>, largestMagnitude: Float) {
    grow(to: Histogram.exponent(for: largestMagnitude))
    let scale = 1 / binWidth
    counts.withUnsafeMutableBufferPointer { counts in
      for number in numbers where number.isFinite {
        let scaled = Double(number) * scale
        var bin = Int(scaled)
        if Double(bin) > scaled { bin &-= 1 }
        counts[bin &+ Histogram.binsPerSide] &+= 1
      }
    }
  }

  mutating func merge(_ other: Histogram) {
    var other = other
    grow(to: other.exponent)
    other.grow(to: exponent)
    for i in counts.indices { counts[i] += other.counts[i] }
  }

  /// Unites neighbouring bins until they reach up to `2^target`; never makes them narrower.
  private mutating func grow(to target: Int) {
    guard target > exponent else { return }
    let shift = target - exponent
    exponent = target
    guard counts.contains(where: { $0 > 0 }) else { return }
    var wider = [Int](repeating: 0, count: counts.count)
    for (i, count) in counts.enumerated() where count > 0 {
      wider[(i - Histogram.binsPerSide) >> shift + Histogram.binsPerSide] += count
    }
    counts = wider
  }
}
