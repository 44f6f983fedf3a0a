public import EdgeIR

/// A reason for the noise that quantization adds, where it lies, and what can be done.
public struct Finding: Sendable {
  public enum Cause: String, Sendable, CaseIterable {
    case fewSamples, rawInput, unlikeParts, infinitePad, unlikeChannels, rangeOutlier, decomposedNormalization
    case biasOverflow, deadChannels, noisyTensors
  }

  public enum Status: String, Sendable {
    /// Quantization has done what can be done.
    case taken
    /// Something that the user can do makes results better.
    case advised
    /// Nothing is lost; something could be saved.
    case harmless
  }

  /// A figure that was measured.
  public struct Measure: Sendable {
    public let name: String
    public let number: Double
  }

  public let cause: Cause
  public let status: Status
  /// The values that it is about; none where it is about the whole model.
  public let values: [String]
  /// What computes the first of them, nil for an input of the graph, and the nodes of the user's model that it is a part of.
  public let operatorName: String?
  public let origins: [Origin]
  /// What was measured, in words and as figures.
  public let evidence: String
  public let measures: [Measure]
  /// What was done, or what to do.
  public let remedy: String
}

extension Finding.Cause {
  /// A few words.
  public var title: String {
    switch self {
    case .fewSamples: "few calibration samples"
    case .rawInput: "raw input features"
    case .unlikeParts: "unlike parts in one tensor"
    case .infinitePad: "padding far out of range"
    case .unlikeChannels: "channels of very different size"
    case .rangeOutlier: "range set by outliers"
    case .decomposedNormalization: "normalization in single steps"
    case .biasOverflow: "biases too large for their weights"
    case .deadChannels: "channels that never change"
    case .noisyTensors: "tensors that need more bits"
    }
  }

  /// When it is found.
  public var rule: String {
    switch self {
    case .fewSamples: "Fewer than 30 samples: ranges are too narrow by more than any method makes up for."
    case .rawInput:
      "With nothing but this input in 8 bits the results' signal-to-noise ratio is below 30 dB: "
        + "one scale for all features leaves nothing of the small ones."
    case .unlikeParts:
      "Parts that are concatenated, and so share a scale, have ranges that differ more than 8 times, "
        + "4 times where results are read from them."
    case .infinitePad:
      "A constant that is padded with is infinite or more than 16 times as large as what it surrounds."
    case .unlikeChannels:
      "The largest weights of one output channel are more than 100 times those of the median channel: "
        + "weights have a scale for each channel, but the results share one."
    case .rangeOutlier:
      "The range is more than 4 times as wide as that of the 99.8 % of the numbers in the middle, and less than 30 dB of "
        + "the value are left."
    case .decomposedNormalization:
      "Mean, difference, square, mean and root follow each other as nodes of their own: each rounds to 8 bits, and squares "
        + "need twice as many."
    case .biasOverflow:
      "A bias does not fit 32 bits in units of input scale times weight scale, so the weights' scale was raised."
    case .deadChannels: "Channels of a layer that are the same number in all samples looked at."
    case .noisyTensors:
      "The results' signal-to-noise ratio is below 30 dB. Each value was quantized alone; what they add to the results "
        + "adds up."
    }
  }
}
