import Foundation

/// Says which digit a drawing of 8 by 8 points shows.
public struct DigitRecogniser {
  private let classifier = DigitClassifier()

  public init() {}

  /// The most likely digit, and how likely it is.
  public func recognise(_ drawing: Drawing) throws -> (digit: Int, probability: Double) {
    let scores = try classifier.predict(drawing.ink)
    let highest = scores.max() ?? 0
    let weights = scores.map { exp(Double($0 - highest)) }
    let digit = scores.firstIndex(of: highest) ?? 0
    return (digit, weights[digit] / weights.reduce(0, +))
  }
}
