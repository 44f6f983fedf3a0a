public import EdgeIR

/// What is known of the numbers that a value took in all samples, in bounded memory: the same for the same numbers
/// whatever their order, and whether they were counted at once or in parts that were merged.
///
/// Numbers are taken in single precision, as scales are; -0 is 0.
public struct RangeStatistics: Hashable, Sendable {
  /// The smallest and the largest finite number; nil when there was none.
  public private(set) var observed: ClosedRange<Float>?
  /// Finite numbers.
  public private(set) var count = 0
  /// Those of them that are 0.
  public private(set) var zeroCount = 0
  /// Infinities and NaNs, which are in no other figure.
  public private(set) var nonFiniteCount = 0
  /// Of the finite numbers.
  public private(set) var histogram = Histogram()
  /// A range that the user decided on. It comes before everything observed.
  public var decided: ClosedRange<Float>?

  public init() {}

  init(
    observed: ClosedRange<Float>?, zeroCount: Int, nonFiniteCount: Int, histogram: Histogram,
    decided: ClosedRange<Float>?
  ) {
    self.observed = observed
    self.zeroCount = zeroCount
    self.nonFiniteCount = nonFiniteCount
    self.histogram = histogram
    self.decided = decided
    count = histogram.counts.reduce(0, +)
  }

  /// Adds all elements of a tensor of floats; others are none of its business.
  public mutating func add(_ tensor: Tensor) {
    func convert<Element: FloatElement>(_: Element.Type) -> [Float] {
      tensor.withElements(of: Element.self) { $0.map { Float($0) } }
    }
    if tensor.element == .float32 {
      tensor.withElements { add($0) }
    } else if let element = tensor.element.floatType {
      convert(element).withUnsafeBufferPointer { add($0) }
    }
  }

  public mutating func add(_ numbers: UnsafeBufferPointer<Float>) {
    var (minimum, maximum) = (Float.infinity, -Float.infinity)
    var (finite, zeros) = (0, 0)
    for number in numbers where number.isFinite {
      finite &+= 1
      if number == 0 { zeros &+= 1 }
      if number < minimum { minimum = number }
      if number > maximum { maximum = number }
    }
    nonFiniteCount += numbers.count - finite
    guard finite > 0 else { return }
    count += finite
    zeroCount += zeros
    // Adding 0 turns -0 into 0.
    widen(to: (minimum + 0)...(maximum + 0))
    histogram.add(numbers, largestMagnitude: max(-minimum, maximum))
  }

  /// As if everything that `other` has seen had been added here. A decided range comes before none; of two, which a
  /// caller should have compared, this one's stays.
  public mutating func merge(_ other: RangeStatistics) {
    if let range = other.observed { widen(to: range) }
    count += other.count
    zeroCount += other.zeroCount
    nonFiniteCount += other.nonFiniteCount
    histogram.merge(other.histogram)
    decided = decided ?? other.decided
  }

  private mutating func widen(to range: ClosedRange<Float>) {
    let old = observed ?? range
    observed = min(old.lowerBound, range.lowerBound)...max(old.upperBound, range.upperBound)
  }
}
