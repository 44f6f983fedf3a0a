public import EdgeData
public import EdgeIR
public import EdgeQuantization

/// What a user decides about quantization. The defaults are right for most models.
public struct QuantizationRequest: Sendable {
  /// int8, or int16 for activations of 16 bits with weights of 8.
  public var activations = ElementType.int8
  /// Where calibration data lie. Without, weights are rounded to the nearest integers and biases kept: both are tuned on
  /// data.
  public var calibration: String?
  /// A file with the statistics of an earlier calibration, which ranges then come from.
  public var ranges: String?
  /// A file that says which layers compute with other numbers.
  public var precision: String?
  /// How pictures become inputs.
  public var images = ImageOptions()
  /// How many samples are used at most, evenly spread over the data.
  public var sampleLimit = SampleChoice.defaultLimit
  /// What the graph's inputs and outputs hold.
  public var interface = InterfaceType.float32
  /// The ways of choosing ranges that are tried, in order.
  public var rangeMethods: [RangeMethod] = [.minMax, .percentile(0.99999)]
  public var tuning = TuningMethods()
  public var equalization = Equalization()
  /// Lets the values that add most noise be 16 bits wide until results reach `ratioGoal`.
  public var allowsInt16 = false
  /// The signal-to-noise ratio that results should have, in dB.
  public var ratioGoal = 30.0
  /// A file with the class of each sample of the calibration data, an integer.
  public var labels: String?
  /// How many of the labelled samples' decisions may become wrong, in percentage points.
  public var maxAccuracyDrop: Double?

  public init(calibration: String? = nil, ranges: String? = nil) {
    self.calibration = calibration
    self.ranges = ranges
  }
}
