import EdgeIR

/// A graph with its structure repaired, and everything that quantizing it in one way or another is measured with.
struct QuantizationSession {
  let graph: Graph
  private let options: QuantizationOptions
  private let statistics: CalibrationStatistics
  private let tuning: [[Tensor]]
  private let judged: [ValueID]
  private let rescue: InputRescue
  private let chooser: RangeChooser
  private let policy: PrecisionPolicy
  private let unlikeOutputs: [UnlikeOutputs.Finding]
  private let reference: FloatReference

  init(
    _ source: Graph, _ options: QuantizationOptions, _ statistics: CalibrationStatistics, _ tuning: [[Tensor]]
  ) throws {
    self.options = options
    self.statistics = statistics
    self.tuning = tuning
    judged = source.judgedValues()
    rescue = try InputRescue(source, samples: tuning, judged: judged)
    graph = rescue.graph
    chooser = RangeChooser(graph, samples: statistics.sampleCount, judged: judged)
    var policy = options.policy
    for node in rescue.floatNodes { policy.prescribed[node] = .float32 }
    let widest = chooser.ranges(Self.observed(graph, statistics, .minMax, rescue))
    unlikeOutputs = policy.activations == .int8 ? UnlikeOutputs(graph, widest).findings : []
    for finding in unlikeOutputs { policy.prescribed[finding.node] = .int16 }
    self.policy = policy
    reference = try FloatReference(graph, judged: judged, samples: tuning)
  }

  /// The first of the methods whose results none of the later ones is better than by a margin: those cut off what was
  /// observed.
  func best(_ progress: (Int, Int) -> Void) throws -> QuantizationCandidate {
    let methods = tuning.isEmpty ? Array(options.rangeMethods.prefix(1)) : options.rangeMethods
    var (best, tried): (QuantizationCandidate?, [QuantizationReport.Candidate]) = (nil, [])
    for (index, method) in methods.enumerated() {
      let candidate = try candidate(method, policy) {
        progress(index * graph.order.count + $0, methods.count * graph.order.count)
      }
      if !tuning.isEmpty { tried.append(.init(method: method, ratio: candidate.ratio)) }
      if best.map({ candidate.ratio > $0.ratio + methodMargin }) ?? true { best = candidate }
    }
    guard var best else { throw OperatorError("expected a method to choose ranges by") }
    best.tried = tried
    return best
  }

  func candidate(
    _ method: RangeMethod, _ policy: PrecisionPolicy, progress: (Int) -> Void
  ) throws -> QuantizationCandidate {
    let ranges = chooser.ranges(Self.observed(graph, statistics, method, rescue))
    let declared = DeclaredQuantization(graph)
    let plan = Planner.plan(graph, policy, declared, ranges: ranges)
    var rewriter = IntegerRewriter(graph, plan, declared, interface: options.interface)
    let rewritten = try rewriter.rewrite(
      tuning: reference, judged: judged, methods: options.tuning, samples: tuning, progress: progress)
    let results = graph.results { rewriter.numbers(of: $0, reference) }
    return QuantizationCandidate(
      method: method, plan: plan, rewritten: rewritten, results: results,
      ratio: results.map(\.ratio).min() ?? .infinity)
  }

  /// The policy with some values in 16 bits: what computes them and what reads them.
  func widened(_ names: [String]) -> PrecisionPolicy {
    var policy = policy
    let wanted = Set(names)
    for value in graph.inputs + graph.nodes.flatMap(\.outputs) where wanted.contains(graph[value].name) {
      let nodes = (graph.producer(of: value).map { [$0.id] } ?? []) + graph.consumers(of: value)
      for node in nodes where policy.prescribed[node] != .float32 { policy.prescribed[node] = .int16 }
    }
    return policy
  }

  func report(_ candidate: QuantizationCandidate) throws -> QuantizationReport {
    var report = QuantizationReport(samples: statistics.sampleCount)
    report.rescuedInputs = rescue.rescued.map { .init(name: $0.name, ratio: $0.ratio) }
    report.unlikeOutputs = unlikeOutputs.map {
      .init(value: graph[graph[$0.node].outputs[0]].name, ratio: $0.ratio)
    }
    report.candidates = candidate.tried
    report.method = candidate.method
    report.ratio = judged.isEmpty || tuning.isEmpty ? nil : candidate.ratio
    let wished = options.policy.prescribed.filter { $0.value == .float32 }.map(\.key)
    report.floatNodes = graph.floatNodes(candidate.plan, besides: rescue.floatNodes + wished)
    report.results = tuning.isEmpty ? [] : candidate.results
    try Diagnosis(
      graph: graph, rewritten: candidate.rewritten, statistics: statistics, judged: judged, samples: tuning,
      goal: options.ratioGoal
    ).complete(&report)
    return report
  }

  private static func observed(
    _ graph: Graph, _ statistics: CalibrationStatistics, _ method: RangeMethod, _ rescue: InputRescue
  ) -> [ValueID: NumberRange] {
    var ranges = rescue.ranges
    var hidden: Set<ValueID> = []
    for value in graph.inputs + graph.nodes.flatMap(\.outputs) where graph[value].type.element == .float32 {
      guard let known = statistics[graph[value].name] else { continue }
      if known.nonFiniteCount > 0 { hidden.insert(value) }
      guard let range = known.range(method) else { continue }
      ranges[value] = NumberRange(range.lowerBound, range.upperBound)
    }
    return MaskRanges(graph, ranges, hidden: hidden).ranges
  }
}

/// A graph quantized in one way.
struct QuantizationCandidate {
  let method: RangeMethod
  let plan: QuantizationPlan
  let rewritten: RewrittenGraph
  let results: [ResultReport]
  /// The signal-to-noise ratio of the results in dB; of several the worst.
  let ratio: Double
  /// Every way that was tried.
  var tried: [QuantizationReport.Candidate] = []
}

/// How many dB another way has to gain to be worth it.
let methodMargin = 0.2
