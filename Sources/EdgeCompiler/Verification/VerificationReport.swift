import EdgeIR
public import EdgeSupport

/// What a verification found.
public struct VerificationReport {
  /// One output against one target, over all samples.
  public struct Row {
    public let target: VerificationTarget
    public let output: TypedName
    public internal(set) var errors = ErrorMeasures()
    /// Whether the tolerance holds for it; other rows only tell.
    public internal(set) var isJudged = true
    /// What was wrong, and with the first sample that was beyond the tolerance where that is judged for each.
    public internal(set) var failure: (sample: Int?, message: String)?

    public var isWithinTolerance: Bool { failure == nil || !isJudged }
  }

  public let path: String
  public let sampleCount: Int
  public let tolerance: Tolerance
  public internal(set) var rows: [Row] = []
  /// What could not be had, and why, where nobody asked for it by name.
  public internal(set) var skipped: [(target: VerificationTarget, reason: Diagnostic)] = []

  /// What was found inside the graphs, where that was asked for.
  public internal(set) var layers: [LayerReport] = []

  /// For a model in integers how far its outputs are from the model's own arithmetic.
  public internal(set) var deviations: [IntegerDeviation] = []

  /// How many decisions are right, where labels tell.
  public internal(set) var accuracies: [TargetAccuracy] = []

  /// What the program takes, where that was asked for.
  public internal(set) var needs: ProgramNeeds?
  /// Why there is no program whose needs could be told.
  public internal(set) var needsObstacle: Diagnostic?

  public var isWithinTolerance: Bool {
    rows.allSatisfy(\.isWithinTolerance) && layers.allSatisfy { $0.firstFailure == nil }
      && accuracies.allSatisfy(\.isWithinLimit) && deviations.allSatisfy(\.isWithinLimit)
  }

  /// - Returns: whether an output is beyond the tolerance.
  @discardableResult
  mutating func add(
    _ target: VerificationTarget, _ outputs: [TypedName], _ actual: [[Tensor]], _ expected: [[Tensor]],
    tolerance: Tolerance? = nil, isJudged: Bool = true
  ) throws -> Bool {
    let tolerance = tolerance ?? self.tolerance
    var leastRatio: Double?
    if case .signalToNoise(let limit) = tolerance { leastRatio = limit }
    var outputsDiffer = false
    for (index, output) in outputs.enumerated() {
      var row = Row(target: target, output: output)
      row.isJudged = isJudged
      for (sample, (actual, expected)) in zip(actual, expected).enumerated() {
        guard index < actual.count, index < expected.count else {
          row.failure = row.failure ?? (sample, "expected \(expected.count) outputs, got \(actual.count)")
          continue
        }
        let comparison = try Interface.comparable(actual[index], expected[index])
        row.errors.add(comparison)
        let isComparable = comparison.actual.shape == comparison.expected.shape
        if row.failure == nil, leastRatio == nil || !isComparable {
          row.failure = tolerance.failure(comparison).map { (sample, $0) }
        }
      }
      if row.failure == nil, let leastRatio {
        row.failure = Tolerance.tooNoisy(row.errors.signalToNoise, leastRatio).map { (nil, $0) }
      }
      outputsDiffer = outputsDiffer || row.failure != nil
      rows.append(row)
    }
    return outputsDiffer
  }
}
