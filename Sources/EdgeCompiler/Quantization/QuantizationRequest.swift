public import EdgeIR
public import EdgeQuantization

/// What a user decides about quantization.
public struct QuantizationRequest: Sendable {
  /// int8, or int16 for activations of 16 bits with weights of 8.
  public var activations = ElementType.int8
  /// Where calibration data lie.
  public var calibration: String
  /// How many samples are used at most, evenly spread over the data.
  public var sampleLimit = 100
  /// What the graph's inputs and outputs hold.
  public var interface = InterfaceType.float32
  public var tuning = TuningMethods()

  public init(calibration: String) { self.calibration = calibration }
}
