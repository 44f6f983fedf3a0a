#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
public import EdgeSupport

extension CalibrationStatistics {
  /// With fewer samples ranges are too narrow by more than any method makes up for.
  public static let advisedSampleCount = 30

  /// Why the samples may be unlike what the model meets in use; warnings E704.
  ///
  /// - Parameters:
  ///   - inputs: The names of the graph's inputs; those that are not floats have no statistics and no doubts.
  ///   - limits: What the inputs' numbers can be, where that is known.
  public func doubts(inputs: [String], limits: ClosedRange<Float>? = nil) -> [Diagnostic] {
    var doubts: [Diagnostic] = []
    if sampleCount < CalibrationStatistics.advisedSampleCount {
      doubts.append(
        .doubt(
          "calibrated with \(sampleCount) sample\(sampleCount == 1 ? "" : "s"), where ranges need "
            + "\(CalibrationStatistics.advisedSampleCount) or more",
          hint: "give more inputs that the model meets in use"))
    }
    for name in inputs {
      if let problem = self[name]?.doubt(limits: limits) {
        doubts.append(.doubt(problem.message, value: name, hint: problem.hint))
      }
    }
    return doubts
  }
}

extension Diagnostic {
  fileprivate static func doubt(_ message: String, value: String? = nil, hint: String) -> Diagnostic {
    Diagnostic(.warning, .calibrationDoubtful, message, at: .init(value: value), hint: hint)
  }
}

extension RangeStatistics {
  /// Fewer numbers can look like anything.
  private static let countForShape = 5000
  /// Observed numbers should span this part of what they can be.
  private static let spanOfLimits: Float = 0.25
  /// Noise may have been rounded to bytes.
  private static let byteStep = 1.0 / 256

  fileprivate func doubt(limits: ClosedRange<Float>?) -> (message: String, hint: String)? {
    guard let observed else {
      return ("the samples hold no finite number", "look at how the data were made")
    }
    if nonFiniteCount > 0 {
      return ("the samples hold \(nonFiniteCount) infinities or NaNs", "look at how the data were made")
    }
    if observed.lowerBound == observed.upperBound {
      return ("all samples hold the same number, \(observed.lowerBound)", "give inputs that differ")
    }
    if let limits {
      let span = observed.upperBound - observed.lowerBound
      if span < RangeStatistics.spanOfLimits * (limits.upperBound - limits.lowerBound) {
        return (
          "the samples hold numbers from \(observed.lowerBound) to \(observed.upperBound), which could be from "
            + "\(limits.lowerBound) to \(limits.upperBound)",
          "look at how the data are normalized, or give inputs that differ more"
        )
      }
      if observed.lowerBound < limits.lowerBound || observed.upperBound > limits.upperBound {
        return (
          "the samples hold numbers from \(observed.lowerBound) to \(observed.upperBound), which should be from "
            + "\(limits.lowerBound) to \(limits.upperBound)",
          "look at how the data are normalized"
        )
      }
    }
    guard let distribution = noise else { return nil }
    return (
      "the samples are distributed like \(distribution) noise",
      "ranges of noise are not those of real inputs: calibrate with inputs that the model meets in use"
    )
  }

  /// The distribution of random numbers that the observed ones cannot be told from by the test of Kolmogorov and
  /// Smirnov at 1 %; nil when there is none, or too few numbers to say.
  private var noise: String? {
    guard count >= RangeStatistics.countForShape, let observed else { return nil }
    let (lower, upper) = (Double(observed.lowerBound), Double(observed.upperBound))
    var (sum, squares) = (0.0, 0.0)
    for bin in histogram.occupied {
      let (number, center) = (Double(histogram.counts[bin]), histogram.center(bin))
      sum += number * center
      squares += number * center * center
    }
    let mean = sum / Double(count)
    let deviation = max(squares / Double(count) - mean * mean, 0).squareRoot()
    guard deviation > 0 else { return nil }
    if isDistributed({ min(max(($0 - lower) / (upper - lower), 0), 1) }) { return "uniform" }
    if isDistributed({ erfc((mean - $0) / deviation / 2.0.squareRoot()) / 2 }) { return "normal" }
    return nil
  }

  /// - Parameter share: Of the distribution's numbers, those below some number.
  private func isDistributed(_ share: (Double) -> Double) -> Bool {
    let tolerance = 1.63 / Double(count).squareRoot() + RangeStatistics.byteStep
    var below = 0
    for bin in histogram.occupied {
      below += histogram.counts[bin]
      let isAlike = abs(Double(below) / Double(count) - share(histogram.lowerEdge(bin + 1))) <= tolerance
      if !isAlike { return false }
    }
    return true
  }
}
