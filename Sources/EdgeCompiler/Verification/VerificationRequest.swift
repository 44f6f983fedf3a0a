public import EdgeC

/// What a user wants proved.
public struct VerificationRequest {
  /// Empty for everything that can be had.
  public var targets: [VerificationTarget] = []
  /// Where inputs and, perhaps, expected outputs are; nil for random inputs.
  public var data: String?
  /// The class of each sample of the data, as a file of integers.
  public var labels: String?
  /// The most that a target may lose of the decisions that labels call right, in percentage points.
  public var maxAccuracyDrop: Double?
  /// How many samples at most; of random ones this many.
  public var samples: Int?
  public var seed: UInt64 = 0
  public var tolerance = Tolerance.standard
  /// Whether to compare the values inside the graphs too, where a target has them: graphs and model files.
  public var perLayer = false
  /// Boards that QEMU runs generated C on, too.
  public var boards: [CortexMBoard] = []
  /// Whether TFLite models run in LiteRT, too.
  public var runsLiteRT = false
  /// A Python with LiteRT; nil for the first that there is.
  public var python: String?
  /// What to find out about the program's needs; nil for nothing.
  public var needs: NeedsRequest?

  public init() {}
}
