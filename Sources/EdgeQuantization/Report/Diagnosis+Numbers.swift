import EdgeIR

/// Causes that lie in the numbers of weights and activations.
extension Diagnosis {
  func unlikeChannels(_ report: QuantizationReport) -> [Finding] {
    report.tensors.compactMap { tensor in
      guard let weights = tensor.weights, tensor.type.element == .int8 else { return nil }
      let order = weights.magnitudes.indices.filter { weights.magnitudes[$0] > 0 }.sorted {
        (weights.magnitudes[$0], $0) < (weights.magnitudes[$1], $1)
      }
      guard order.count > 2, let largest = order.last else { return nil }
      let median = weights.magnitudes[order[order.count / 2]]
      let ratio = weights.magnitudes[largest] / median
      guard ratio > channelLimit else { return nil }
      return finding(
        .unlikeChannels, .advised, tensor.value,
        "weights of channel \(largest) reach \(weights.magnitudes[largest].brief), those of the median channel "
          + "\(median.brief): \(ratio.brief) times as large",
        [.init(name: "channel", number: Double(largest)), .init(name: "ratio", number: Double(ratio))],
        "move the channel's factor into the next layer before export")
    }
  }

  func outliers(_ report: QuantizationReport) -> [Finding] {
    report.tensors.compactMap { tensor in
      guard let observed = observed(tensor.value), let covered = tensor.type.coveredRange,
        tensor.noise.ratio < ratioGoal, probe(tensor.value) != nil,
        let middle = statistics[tensor.name]?.percentileRange(0.999).map({
          NumberRange($0.lowerBound, $0.upperBound)
        }), middle.width > 0
      else { return nil }
      let ratio = observed.width / middle.width
      guard ratio > outlierLimit else { return nil }
      let isCut = Float(covered.upperBound - covered.lowerBound) < observed.width / 2
      return finding(
        .rangeOutlier, isCut ? .taken : .advised, tensor.value,
        "99.8 % of the numbers lie in \(middle.brief), all in \(observed.brief): \(ratio.brief) times as wide",
        [
          .init(name: "ratio", number: Double(ratio)), .init(name: "tensorRatio", number: tensor.noise.ratio),
        ],
        isCut
          ? "the range ends at \(covered.lowerBound.brief)…\(covered.upperBound.brief): outliers are cut off"
          : "keep this value in 16 bits, or limit it in the model (Clip, Relu6)")
    }
  }

  func largeBiases(_ report: QuantizationReport) -> [Finding] {
    report.tensors.compactMap { tensor in
      guard let weights = tensor.weights, let first = weights.raisedChannels.first else { return nil }
      let raised = weights.raisedChannels
      let worst = raised.max { factor(weights, $0) < factor(weights, $1) } ?? first
      let isHarmless = raised.allSatisfy { tensor.constantChannels?.contains($0) ?? false }
      return finding(
        .biasOverflow, isHarmless ? .harmless : .advised, tensor.value,
        "the scale of \(raised.count) of \(weights.magnitudes.count) channels is up to "
          + "\(factor(weights, worst).brief) times what weights need",
        [
          .init(name: "channels", number: Double(raised.count)),
          .init(name: "factor", number: Double(factor(weights, worst))),
        ],
        "weights that are nothing beside their bias round to 0; drop channels that are all bias before export"
      )
    }
  }

  private func factor(_ weights: WeightReport, _ channel: Int) -> Float {
    weights.covered[channel] / weights.magnitudes[channel]
  }

  func deadChannels(_ report: QuantizationReport) -> [Finding] {
    guard samples.count >= deadSampleMinimum else { return [] }
    return report.tensors.compactMap { tensor in
      guard let constant = tensor.constantChannels, !constant.isEmpty,
        let channels = graph[tensor.value].type.shape.last
      else { return nil }
      let listed = constant.prefix(8).map { "\($0)" }.joined(separator: ", ")
      return finding(
        .deadChannels, .harmless, tensor.value,
        "\(constant.count) of \(channels) channels are the same number in \(samples.count) samples: "
          + listed + (constant.count > 8 ? ", …" : ""),
        [
          .init(name: "channels", number: Double(constant.count)),
          .init(name: "of", number: Double(channels)),
        ], "prune them before export: the model gets smaller, the results stay")
    }
  }

  func noisyTensors(_ report: QuantizationReport) -> [Finding] {
    guard let ratio = report.ratio, ratio < ratioGoal, let wider = report.widerTensors else { return [] }
    let first = report.tensors.first { $0.name == wider.names[0] }
    return [
      Finding(
        cause: .noisyTensors, status: .advised, values: wider.names, operatorName: first?.operatorName,
        origins: first?.origins ?? [],
        evidence: "\(ratio.brief) dB of the results are left, "
          + (wider.names.count == 1
            ? "most noise comes from this value" : "most noise comes from these values"),
        measures: [.init(name: "ratio", number: ratio), .init(name: "gain", number: wider.gain)],
        remedy:
          "in 16 bits \(wider.names.count == 1 ? "it is" : "these \(wider.names.count) are") expected to gain "
          + "\(wider.gain.brief) dB")
    ]
  }
}

extension NumberRange {
  fileprivate var width: Float { upper - lower }
}

/// How many times the median channel's weights the largest ones may be.
private let channelLimit: Float = 100

/// How many times the range of what lies in the middle a range may be.
private let outlierLimit: Float = 4

/// With fewer samples many channels look dead.
private let deadSampleMinimum = 16
