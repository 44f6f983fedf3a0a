public import EdgeIR

/// The values inside a model against those of the same names inside another graph, in the model's order.
public struct LayerReport {
  /// One value, over all samples.
  public struct Row {
    /// The value as the model has it.
    public let value: TypedName
    /// The node of the model that computes it.
    public let origin: Origin?
    /// The operator in the model that computes it.
    public let operatorType: String
    public internal(set) var errors = ErrorMeasures()
    /// What was wrong in the first sample that was beyond the tolerance.
    public internal(set) var failure: String?
    /// Why the numbers could not be held against each other.
    public internal(set) var obstacle: String?

    public var isWithinTolerance: Bool { failure == nil }
  }

  public let target: VerificationTarget
  public internal(set) var rows: [Row]
  /// How many values the model computes, those included that the other graph has not.
  public let valueCount: Int

  /// The rows whose numbers could be held against each other.
  public var compared: [Row] { rows.filter { $0.obstacle == nil || $0.failure != nil } }

  public var firstFailure: Row? { rows.first { !$0.isWithinTolerance } }
}
