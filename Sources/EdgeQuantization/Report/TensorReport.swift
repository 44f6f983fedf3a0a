public import EdgeIR

/// What quantization has made of one value.
public struct TensorReport: Sendable {
  /// In the graph of floats.
  let value: ValueID
  public let name: String
  /// What computes it; nil for an input of the graph.
  public let operatorName: String?
  /// The nodes of the user's model that compute it.
  public let origins: [Origin]
  /// What its numbers are stored as.
  public let type: TensorType
  /// The numbers seen in calibration; nil where there are no statistics.
  public let observed: ClosedRange<Float>?
  public let histogram: CoarseHistogram?
  public let noise: TensorNoise
  /// The signal-to-noise ratio in dB of the results when nothing but this value is quantized; nil where it was not measured.
  public internal(set) var outputRatio: Double?
  /// Of its channels those that were the same number in all samples; nil for values that no weights make.
  public let constantChannels: [Int]?
  /// The weights that make it.
  public let weights: WeightReport?
}

/// A layer's weights, one output channel after the other.
public struct WeightReport: Sendable {
  /// The largest magnitude of each channel's weights.
  public let magnitudes: [Float]
  /// What the integers of each channel cover, which a large bias can make much more.
  public let covered: [Float]

  /// The channels whose scale a bias decides.
  public var raisedChannels: [Int] {
    magnitudes.indices.filter { magnitudes[$0] > 0 && covered[$0] > magnitudes[$0] * 1.001 }
  }
}

/// How many numbers fell into each of some bins of one width, in an order of increasing numbers.
public struct CoarseHistogram: Sendable {
  public static let binLimit = 64

  /// Where the first bin begins and the last ends.
  public let lower: Double
  public let upper: Double
  public let counts: [Int]

  /// Unites bins until they are few; nil for numbers of which there are none.
  init?(_ histogram: Histogram) {
    let occupied = histogram.occupied
    guard !occupied.isEmpty else { return nil }
    let width = (occupied.count + Self.binLimit - 1) / Self.binLimit
    counts = stride(from: occupied.lowerBound, to: occupied.upperBound, by: width).map { first in
      histogram.counts[first..<min(first + width, histogram.counts.count)].reduce(0, +)
    }
    lower = histogram.lowerEdge(occupied.lowerBound)
    upper = lower + Double(counts.count * width) * histogram.binWidth
  }
}
