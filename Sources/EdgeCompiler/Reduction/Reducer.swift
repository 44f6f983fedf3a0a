import EdgeONNX
import EdgeSupport
import ONNXFormat

/// How much work may be done to make a model small.
public struct ReductionLimits: Sendable {
  public var tests = 1000
  public var time: Duration?

  public init() {}
}

/// Makes a model small while a test keeps saying that it is interesting: delta debugging, on nodes first, then on
/// everything else. Every step is tried and kept only if the test agrees, so that a step need not be right.
///
/// The result depends on the model and the test alone, unless a limit on time ends the search.
public final class Reducer {
  /// Whether a candidate still shows what the original was interesting for.
  public typealias Test = (ReductionCandidate) throws -> Bool

  /// The smallest interesting model so far.
  public private(set) var best: ReductionCandidate
  public private(set) var testCount = 0
  /// Whether a limit ended the search.
  public private(set) var isExhausted = false

  private let limits: ReductionLimits
  private let test: Test
  private let improved: (ReductionCandidate) throws -> Void
  private let progress: ((Progress) -> Void)?
  private let nodeCount: Int
  /// Whether only models that edgec imports can be interesting.
  private let mustImport: Bool
  private let start = ContinuousClock.now
  private var rejected: Set<String> = []

  private struct Exhausted: Error {}

  /// - Parameters:
  ///   - start: an interesting model.
  ///   - improved: hears of every smaller interesting model.
  public init(
    _ start: ReductionCandidate, limits: ReductionLimits = ReductionLimits(),
    progress: ((Progress) -> Void)? = nil, improved: @escaping (ReductionCandidate) throws -> Void = { _ in },
    test: @escaping Test
  ) {
    best = start
    nodeCount = start.model.graph.nodes.count
    mustImport = ValueFacts.imports(start.model)
    (self.limits, self.progress, self.improved, self.test) = (limits, progress, improved, test)
  }

  /// Searches until nothing can be removed or a limit is reached; `best` has the result.
  ///
  /// - Throws: What the test or `improved` throws.
  public func run() throws {
    progress?(Progress(.reducing, done: 0, total: nodeCount))
    defer { progress?(Progress(.reducing, done: nodeCount, total: nodeCount)) }
    do {
      while true {
        let before = best.model
        try removeNodes()
        try removeOutputs()
        try bypassNodes()
        try removeDetails()
        try shrinkShapes()
        if best.model == before { break }
      }
      try clearWeights()
      try stateOutputs()
      try dropInputs()
    } catch is Exhausted {
      isExhausted = true
    }
  }

  /// Makes a candidate the best if it is interesting.
  ///
  /// - Parameters:
  ///   - candidate: nil, and models that are known not to be interesting, cost no test.
  ///   - isLikely: whether it can surely be imported, so that the test may speak first.
  func attempt(_ candidate: ReductionCandidate?, isLikely: Bool = false) throws -> Bool {
    guard let candidate else { return false }
    if mustImport, !isLikely, !ValueFacts.imports(candidate.model) { return false }
    let key = candidate.key
    if let key, rejected.contains(key) { return false }
    let isLate = limits.time.map { ContinuousClock.now - start >= $0 } ?? false
    if testCount >= limits.tests || isLate { throw Exhausted() }
    testCount += 1
    guard try test(candidate), !mustImport || !isLikely || ValueFacts.imports(candidate.model) else {
      if let key { rejected.insert(key) }
      return false
    }
    best = candidate
    try improved(candidate)
    let removed = nodeCount - candidate.model.graph.nodes.count
    progress?(Progress(.reducing, done: min(removed, nodeCount - 1), total: nodeCount))
    return true
  }
}

extension ReductionCandidate {
  /// Says the same of equal candidates; nil for large ones, which are hardly tried twice.
  fileprivate var key: String? {
    let stored = model.graph.initializers.reduce(0) { $0 + $1.data.count }
    guard model.graph.nodes.count < 32, stored < 1 << 14, let bytes = try? ONNXEncoder.encode(model) else {
      return nil
    }
    return SHA256.hexDigest(bytes) + (inputs.isEmpty ? "" : " with inputs")
  }
}
