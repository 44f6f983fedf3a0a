public import EdgeIR

/// What quantization decided, what it has cost, and why.
public struct QuantizationReport: Sendable {
  /// A way of choosing ranges that was tried, and the signal-to-noise ratio of the results with it, in dB.
  public struct Candidate: Sendable {
    public let method: RangeMethod
    public let ratio: Double
  }

  /// An input whose features were brought to a common size before they are quantized.
  public struct RescuedInput: Sendable {
    public let name: String
    /// Of the results with nothing but this input in 8 bits, in dB.
    public let ratio: Double
  }

  /// Parts of different sizes that share a scale.
  public struct UnlikeParts: Sendable {
    public let value: String
    /// The largest part's range over the smallest one's.
    public let ratio: Float
  }

  /// A node that computes with floats.
  public struct FloatNode: Sendable {
    public let operatorName: String
    /// Its first output.
    public let value: String
    public let origins: [Origin]
  }

  /// Values that would gain most from 16 bits.
  public struct WiderTensors: Sendable {
    public let names: [String]
    /// How many dB the results are expected to gain: noises add up.
    public let gain: Double
  }

  /// Which part of labelled samples is decided as the label says.
  public struct Accuracy: Sendable {
    public let floats: Double
    public let integers: Double
    public let samples: Int

    public init(floats: Double, integers: Double, samples: Int) {
      self.floats = floats
      self.integers = integers
      self.samples = samples
    }

    /// What the integers lose, in percentage points; negative where they gain.
    public var drop: Double { (floats - integers) * 100 }
  }

  /// How many samples ranges come from.
  public let samples: Int
  public internal(set) var method: RangeMethod?
  /// The signal-to-noise ratio of the results on the samples that layers were tuned on, in dB; of several the worst.
  public internal(set) var ratio: Double?
  public internal(set) var results: [ResultReport] = []
  public internal(set) var candidates: [Candidate] = []
  public internal(set) var rescuedInputs: [RescuedInput] = []
  public internal(set) var unlikeOutputs: [UnlikeParts] = []
  public internal(set) var floatNodes: [FloatNode] = []
  /// Inputs and computed values that integers stand for, in the graph's order.
  public internal(set) var tensors: [TensorReport] = []
  /// Why results are noisy, the most pressing first.
  public internal(set) var findings: [Finding] = []
  /// Nil where nothing is to be gained.
  public internal(set) var widerTensors: WiderTensors?

  /// Nil without labels.
  public var accuracy: Accuracy?

  /// Values that were made 16 bits wide to reach the goal.
  public internal(set) var widened: [String] = []

  init(samples: Int) { self.samples = samples }

  /// The values that add most to the results' noise first; then those that were not measured, the noisiest first.
  public var ranked: [TensorReport] {
    tensors.indices.sorted { a, b in
      let (x, y) = (tensors[a], tensors[b])
      if (x.outputRatio == nil) != (y.outputRatio == nil) { return x.outputRatio != nil }
      return (x.outputRatio ?? x.noise.ratio, a) < (y.outputRatio ?? y.noise.ratio, b)
    }
    .map { tensors[$0] }
  }
}
