public import EdgeIR

/// What quantization decided, and what it has cost.
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

  /// How many samples ranges come from.
  public let samples: Int
  public internal(set) var method: RangeMethod?
  /// The signal-to-noise ratio of the results on the samples that layers were tuned on, in dB; of several the worst.
  public internal(set) var ratio: Double?
  public internal(set) var candidates: [Candidate] = []
  public internal(set) var rescuedInputs: [RescuedInput] = []
  public internal(set) var unlikeOutputs: [UnlikeParts] = []
  public internal(set) var floatNodes: [FloatNode] = []
  /// Every computed value, in the graph's order.
  public internal(set) var tensors: [TensorNoise] = []

  init(samples: Int) { self.samples = samples }
}
