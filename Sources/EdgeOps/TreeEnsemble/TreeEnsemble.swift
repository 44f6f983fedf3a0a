import EdgeIR

/// Decision trees that vote: every row of x goes down each tree to a leaf, whose weights count for their targets.
///
/// - input: x `[N, F]`, floating point
/// - output: `[N, targetCount]` in x's type; 0 for a target that no reached leaf votes for
///
/// Branches are numbered so that children come after their parents: a walk ends, however the tables were made.
///
/// Constraints: C1 x is floating point; C2 x has rank 2; C3 features lie in `0..<F`; C4 children exist and come after
/// their parent; C5 targets lie in `0..<targetCount`, weights are finite.
///
/// Semantics: ONNX TreeEnsemble (ai.onnx.ml 5) without its post transform and its branches on set membership.
public struct TreeEnsemble: Operator {
  public static let name = "TreeEnsemble"

  /// How a branch compares a feature with its split. The order is that of ONNX's codes.
  public enum Comparison: Int, Hashable, Sendable, CaseIterable {
    case lessOrEqual, less, greaterOrEqual, greater, equal, notEqual

    @inline(__always) func callAsFunction(_ value: Double, _ split: Double) -> Bool {
      switch self {
      case .lessOrEqual: value <= split
      case .less: value < split
      case .greaterOrEqual: value >= split
      case .greater: value > split
      case .equal: value == split
      case .notEqual: value != split
      }
    }
  }

  /// Where a branch leads, by position.
  public enum Child: Hashable, Sendable {
    case branch(Int)
    case leaf(Int)
  }

  public struct Branch: Hashable, Sendable {
    public var feature: Int
    public var comparison: Comparison
    public var split: Double
    /// Where a NaN goes; otherwise it goes where the comparison says.
    public var missingIsTrue: Bool
    public var whenTrue: Child
    public var whenFalse: Child

    public init(
      feature: Int, _ comparison: Comparison, _ split: Double, missingIsTrue: Bool = false, whenTrue: Child,
      whenFalse: Child
    ) {
      self.feature = feature
      self.comparison = comparison
      self.split = split
      self.missingIsTrue = missingIsTrue
      self.whenTrue = whenTrue
      self.whenFalse = whenFalse
    }
  }

  /// A leaf's weight for one target.
  public struct Vote: Hashable, Sendable {
    public var target: Int
    public var weight: Double

    public init(target: Int, weight: Double) {
      self.target = target
      self.weight = weight
    }
  }

  /// What becomes of a target's votes; the average is over all trees. The order is that of ONNX's codes.
  public enum Aggregate: Int, Hashable, Sendable, CaseIterable {
    case average, sum, min, max
  }

  /// One for each tree.
  public var roots: [Child]
  public var branches: [Branch]
  public var leaves: [[Vote]]
  public var targetCount: Int
  public var aggregate: Aggregate

  public init(
    roots: [Child], branches: [Branch], leaves: [[Vote]], targetCount: Int, aggregate: Aggregate = .sum
  ) {
    self.roots = roots
    self.branches = branches
    self.leaves = leaves
    self.targetCount = targetCount
    self.aggregate = aggregate
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat else { throw OperatorError("C1: expected floats, got \(x)") }
    guard x.rank == 2 else { throw OperatorError("C2: expected rows of features, got \(x)") }
    for branch in branches where !(0..<x.shape[1]).contains(branch.feature) {
      throw OperatorError("C3: expected a feature in 0..<\(x.shape[1]), got \(branch.feature)")
    }
    func exists(_ child: Child, after parent: Int) -> Bool {
      switch child {
      case .branch(let position): position > parent && position < branches.count
      case .leaf(let position): leaves.indices.contains(position)
      }
    }
    guard roots.allSatisfy({ exists($0, after: -1) }),
      branches.enumerated().allSatisfy({ exists($1.whenTrue, after: $0) && exists($1.whenFalse, after: $0) })
    else { throw OperatorError("C4: expected every child to exist and to come after its parent") }
    guard (1...1 << 24).contains(targetCount) else {
      throw OperatorError("C5: expected at least one and at most 2^24 targets, got \(targetCount)")
    }
    for vote in leaves.joined() where !(0..<targetCount).contains(vote.target) || !vote.weight.isFinite {
      throw OperatorError("C5: expected a target in 0..<\(targetCount) and a finite weight, got \(vote)")
    }
    return [x.with(shape: [x.shape[0], targetCount])]
  }
}
