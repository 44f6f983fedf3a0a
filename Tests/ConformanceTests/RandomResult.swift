import EdgeIR
import EdgeTestSupport

/// What can be said of a case whose expected outputs are one draw among many: type, shape, and the distribution.
struct RandomResult {
  private enum Distribution {
    /// Input 0 holds each element's probability of being 1.
    case bernoulli
    /// Elements of input 0 are dropped, the others scaled; a second output says which were kept.
    case dropout
  }

  private let distribution: Distribution

  /// nil for a case that has one right result.
  init?(_ test: ConformanceCase) {
    let name = test.onnx.name
    if name.hasPrefix("test_bernoulli") {
      distribution = .bernoulli
    } else if name.hasPrefix("test_training_dropout"), !name.contains("zero_ratio") {
      distribution = .dropout
    } else {
      return nil
    }
  }

  /// nil when the outputs may be such a draw, otherwise what speaks against it.
  func mismatch(_ outputs: [Tensor], _ loaded: ConformanceCase.Loaded) -> String? {
    for (output, expected) in zip(outputs, loaded.expected) where output.type != expected.type {
      return "type \(output.type), expected \(expected.type)"
    }
    switch distribution {
    case .bernoulli: return bernoulli(outputs[0].doubles(), probabilities: loaded.inputs[0].doubles())
    case .dropout:
      let ratio = loaded.inputs.count > 1 ? loaded.inputs[1].doubles()[0] : 0.5
      return dropout(outputs, of: loaded.inputs[0].doubles(), ratio: ratio)
    }
  }

  private func bernoulli(_ draws: [Double], probabilities: [Double]) -> String? {
    guard draws.allSatisfy({ $0 == 0 || $0 == 1 }) else { return "expected zeros and ones, got \(draws)" }
    return unlikely(draws.reduce(0, +), probabilities)
  }

  private func dropout(_ outputs: [Tensor], of data: [Double], ratio: Double) -> String? {
    let results = outputs[0].doubles()
    let kept = zip(results, data).map { result, datum in result != 0 || datum == 0 }
    for (index, (result, datum)) in zip(results, data).enumerated() where kept[index] {
      let expected = datum / (1 - ratio)
      if abs(result - expected) > 1e-5 * abs(expected) {
        return "[\(index)] is \(result), expected \(expected)"
      }
    }
    if outputs.count > 1, outputs[1].doubles().map({ $0 != 0 }) != kept { return "the mask tells otherwise" }
    let count = kept.reduce(0.0) { $0 + ($1 ? 1 : 0) }
    return unlikely(count, [Double](repeating: 1 - ratio, count: data.count))
  }

  /// Whether a sum of independent draws lies beyond six standard deviations.
  private func unlikely(_ sum: Double, _ probabilities: [Double]) -> String? {
    let mean = probabilities.reduce(0, +)
    let deviation = probabilities.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot()
    return abs(sum - mean) <= 6 * deviation + 1e-9 ? nil : "\(sum) ones, expected \(mean) ± \(deviation)"
  }
}
