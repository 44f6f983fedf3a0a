public import EdgeIR
import EdgeOps

/// Turns a graph of floats into one that computes in integers, by a recipe whose every decision is measured on calibration
/// data: structure first (unlike outputs, raw inputs), then ranges, then the rounding of weights layer by layer.
public struct Quantizer {
  private let graph: Graph
  private let options: QuantizationOptions

  /// - Parameter graph: in canonical form, its operators as far as possible with integer forms.
  public init(_ graph: Graph, options: QuantizationOptions) {
    self.graph = graph
    self.options = options
  }

  /// Computes in the integers that the model itself declares; what it says nothing about stays in float.
  public func rewriteDeclared() throws -> QuantizationResult {
    let declared = DeclaredQuantization(graph)
    let plan = Planner.plan(graph, options.policy, declared, ranges: [:])
    var rewriter = IntegerRewriter(graph, plan, declared, interface: .float32)
    let rewritten = try rewriter.rewrite()
    var report = QuantizationReport(samples: 0)
    report.floatNodes = floatNodes(graph, plan)
    return QuantizationResult(graph: rewritten.graph, report: report)
  }

  /// - Parameters:
  ///   - statistics: of every value of floats, by name.
  ///   - samples: how many the statistics come from.
  ///   - tuning: inputs on which decisions are measured and layers are tuned; without any the first method chooses ranges,
  ///     and nothing is tuned.
  ///   - progress: hears how many of how many layers have been tuned, often.
  public func quantize(
    _ statistics: CalibrationStatistics, tuning: [[Tensor]], progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> QuantizationResult {
    var report = QuantizationReport(samples: statistics.sampleCount)
    let judged = graph.judgedValues()
    let rescue = try InputRescue(graph, samples: tuning, judged: judged)
    report.rescuedInputs = rescue.rescued.map {
      QuantizationReport.RescuedInput(name: $0.name, ratio: $0.ratio)
    }
    let graph = rescue.graph
    let chooser = RangeChooser(graph, samples: statistics.sampleCount, judged: judged)
    var policy = options.policy
    for node in rescue.floatNodes { policy.prescribed[node] = .float32 }
    let widest = chooser.ranges(observed(graph, statistics, .minMax, rescue))
    if options.policy.activations == .int8 {
      for finding in UnlikeOutputs(graph, widest).findings {
        policy.prescribed[finding.node] = .int16
        report.unlikeOutputs.append(
          .init(value: graph[graph[finding.node].outputs[0]].name, ratio: finding.ratio))
      }
    }
    let reference = try FloatReference(graph, judged: judged, samples: tuning)
    var best: Candidate?
    let methods = tuning.isEmpty ? Array(options.rangeMethods.prefix(1)) : options.rangeMethods
    for (index, method) in methods.enumerated() {
      let ranges = chooser.ranges(observed(graph, statistics, method, rescue))
      let candidate = try Candidate(
        graph, method, ranges: ranges, policy: policy, options: options, judged: judged,
        reference: reference, samples: tuning
      ) { progress(index * graph.order.count + $0, methods.count * graph.order.count) }
      if !tuning.isEmpty { report.candidates.append(.init(method: method, ratio: candidate.ratio)) }
      // Later methods cut off what was observed; they have to be worth it.
      if best.map({ candidate.ratio > $0.ratio + methodMargin }) ?? true { best = candidate }
    }
    guard let best else { throw OperatorError("expected a method to choose ranges by") }
    report.method = best.method
    report.ratio = judged.isEmpty || tuning.isEmpty ? nil : best.ratio
    report.floatNodes = floatNodes(graph, best.plan, besides: rescue.floatNodes)
    report.results = tuning.isEmpty ? [] : best.results
    try Diagnosis(
      graph: graph, rewritten: best.rewritten, statistics: statistics, judged: judged, samples: tuning
    ).complete(&report)
    return QuantizationResult(
      graph: best.rewritten.graph, report: report,
      decisions: QuantizationDecisions(graph, best.plan, best.rewritten))
  }

  private func observed(
    _ graph: Graph, _ statistics: CalibrationStatistics, _ method: RangeMethod, _ rescue: InputRescue
  ) -> [ValueID: NumberRange] {
    var ranges = rescue.ranges
    for value in graph.inputs + graph.nodes.flatMap(\.outputs) where graph[value].type.element == .float32 {
      guard let range = statistics[graph[value].name]?.range(method) else { continue }
      ranges[value] = NumberRange(range.lowerBound, range.upperBound)
    }
    let hidden = graph.nodes.flatMap(\.outputs).filter {
      statistics[graph[$0].name].map { $0.nonFiniteCount > 0 } ?? false
    }
    return MaskRanges(graph, ranges, hidden: Set(hidden)).ranges
  }

  private func floatNodes(
    _ graph: Graph, _ plan: QuantizationPlan, besides known: [NodeID] = []
  ) -> [QuantizationReport.FloatNode] {
    graph.nodes.compactMap { node in
      guard plan.forms[node.id] == .plain,
        node.outputs.contains(where: { graph[$0].type.element == .float32 })
      else { return nil }
      return .init(
        operatorName: node.operator.name, value: graph[node.outputs[0]].name, origins: node.origins)
    }
  }
}

/// How many dB a method of choosing ranges has to gain over an earlier one.
private let methodMargin = 0.2

/// A graph quantized with ranges chosen in one way.
private struct Candidate {
  let method: RangeMethod
  let plan: QuantizationPlan
  let rewritten: RewrittenGraph
  let results: [ResultReport]
  /// The signal-to-noise ratio of the results in dB; of several the worst.
  let ratio: Double

  init(
    _ graph: Graph, _ method: RangeMethod, ranges: [ValueID: NumberRange], policy: PrecisionPolicy,
    options: QuantizationOptions, judged: [ValueID], reference: FloatReference, samples: [[Tensor]],
    progress: (Int) -> Void
  ) throws {
    self.method = method
    let declared = DeclaredQuantization(graph)
    plan = Planner.plan(graph, policy, declared, ranges: ranges)
    var rewriter = IntegerRewriter(graph, plan, declared, interface: options.interface)
    rewritten = try rewriter.rewrite(
      tuning: reference, judged: judged, methods: options.tuning, samples: samples, progress: progress)
    results = graph.results { rewriter.numbers(of: $0, reference) }
    ratio = results.map(\.ratio).min() ?? .infinity
  }
}

/// What a user decides about how numbers become integers.
public struct QuantizationOptions: Sendable {
  public var policy = PrecisionPolicy()
  public var interface = InterfaceType.float32
  /// Tried in order; a later one has to be better by a margin.
  public var rangeMethods: [RangeMethod] = [.minMax, .percentile(0.99999)]
  public var tuning = TuningMethods()

  public init() {}
}

public struct QuantizationResult: Sendable {
  public let graph: Graph
  public let report: QuantizationReport
  public var decisions = QuantizationDecisions()
}
