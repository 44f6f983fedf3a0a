internal import EdgeIR
internal import EdgeQuantization
internal import EdgeSupport

extension QuantizationReport {
  /// What quantization has come to, in a line or two.
  var summary: [String] {
    guard let method else { return ["in the integers that the model declares"] }
    guard let ratio else {
      return ["ranges by \(method.label) of \(samples) samples, weights to the nearest"]
    }
    let worst = tensors.filter { $0.type.quantization != nil && $0.ratio.isFinite }.sorted {
      $0.ratio < $1.ratio
    }
    .prefix(3).map { "\($0.name) \($0.ratio.decibels)" }
    return [
      "results \(ratio.decibels) above the noise on \(samples) samples, ranges by \(method.label)",
      "noisiest: \(worst.joined(separator: ", "))",
    ]
  }

  /// The whole report as JSON, or as a page for a path that says so.
  func document(_ path: String, model: String) -> String { json(model: model).pretty + "\n" }

  private func json(model: String) -> JSON {
    [
      "model": .string(model), "samples": .integer(samples),
      "method": method.map { .string($0.label) } ?? .null,
      "ratio": ratio.map { .number($0) } ?? .null,
      "candidates": .array(
        candidates.map { ["method": .string($0.method.label), "ratio": .number($0.ratio)] }),
      "tensors": .array(
        tensors.map {
          [
            "name": .string($0.name), "type": .string($0.type.description), "ratio": .number($0.ratio),
            "saturated": .number(Double($0.saturated) / Double(max($0.count, 1))),
          ]
        }),
    ]
  }
}

extension RangeMethod {
  var label: String {
    switch self {
    case .minMax: "minmax"
    case .percentile: "percentile"
    case .squaredError: "mse"
    case .entropy: "entropy"
    }
  }
}

extension Double {
  /// `37.6 dB`
  fileprivate var decibels: String { isFinite ? "\((self * 10).rounded() / 10) dB" : "no noise" }
}
