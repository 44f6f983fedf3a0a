/// The made-up sounds that the model was trained on; see `train.py`.
public enum Keyword: Int, CaseIterable, Sendable {
  case up, down, yes, no, silence
}

/// Tells which keyword a second of sound holds.
public final class KeywordSpotter {
  /// How many samples a sound has, at 8000 a second.
  public static let sampleCount = Features.frameLength * Features.frameCount

  private let model = KWS()
  private let features = Features()

  public init() {}

  /// The most likely keyword, and how likely it is.
  ///
  /// - Throws: an error that says how many samples there must be.
  public func keyword(in samples: [Float]) throws -> (keyword: Keyword, probability: Float) {
    let probabilities = try model.predict(features.spectrum(of: samples))
    let best = Keyword.allCases.max { probabilities[$0.rawValue] < probabilities[$1.rawValue] } ?? .silence
    return (best, probabilities[best.rawValue])
  }
}
