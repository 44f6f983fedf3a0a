import EdgeIR
import EdgeQuantization

/// How far tensors are from the expected ones, over any number of samples.
public struct ErrorMeasures: Sendable {
  /// The largest |actual - expected|; for integers in steps.
  public private(set) var maxAbsoluteError = 0.0
  /// The largest error as a fraction of its tensor's largest magnitude.
  public private(set) var relativeError = 0.0
  /// The largest distance in representable numbers; `Int.max` for tensors of different types.
  public private(set) var maxUnitsInLastPlace = 0
  private var totals = Comparison.Totals()
  private var samples = 0
  private var agreeing: Int?

  public init() {}

  public mutating func add(_ comparison: Comparison) {
    maxAbsoluteError = max(maxAbsoluteError, comparison.maxAbsoluteError)
    relativeError = max(relativeError, comparison.relativeError)
    maxUnitsInLastPlace = max(maxUnitsInLastPlace, comparison.maxUnitsInLastPlace)
    totals.add(comparison.totals)
    samples += 1
    if let agrees = comparison.largestElementAgrees { agreeing = (agreeing ?? 0) + (agrees ? 1 : 0) }
  }

  /// The signal-to-noise ratio in dB; infinite where there is no difference.
  public var signalToNoise: Double { totals.signalToNoise }

  /// The cosine of the angle between all actual and all expected numbers; nil where either are all 0.
  public var cosine: Double? {
    let scale = (totals.signal * totals.energy).squareRoot()
    return scale > 0 && scale.isFinite ? totals.product / scale : nil
  }

  /// In which part of the samples the largest element is the same; nil for tensors that are no single vector.
  public var agreement: Double? { agreeing.map { Double($0) / Double(max(samples, 1)) } }
}

extension Comparison {
  /// Sums over the elements that are finite in both tensors, of integers less their zero points.
  struct Totals: Sendable {
    /// Of the squares of the expected numbers, and of their differences from the actual ones.
    private(set) var signal = 0.0
    private(set) var noise = 0.0
    /// Of the squares of the actual numbers, and of their products with the expected ones.
    private(set) var energy = 0.0
    private(set) var product = 0.0

    mutating func add(actual: Double, expected: Double) {
      signal += expected * expected
      noise += (actual - expected) * (actual - expected)
      energy += actual * actual
      product += actual * expected
    }

    mutating func add(_ other: Totals) {
      signal += other.signal
      noise += other.noise
      energy += other.energy
      product += other.product
    }

    var signalToNoise: Double { decibels(signal: signal, noise: noise) }
  }
}

extension [Double] {
  /// The position of the largest number, the first of equals; nil where there are none.
  var positionOfLargest: Int? { indices.max { (self[$0], $1) < (self[$1], $0) } }
}
