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
    report.floatNodes = graph.floatNodes(plan, besides: [])
    return QuantizationResult(graph: rewritten.graph, report: report)
  }

  /// - Parameters:
  ///   - statistics: of every value of floats, by name.
  ///   - tuning: inputs on which decisions are measured and layers are tuned; without any the first method chooses ranges,
  ///     and nothing is tuned.
  ///   - progress: hears how many of how many layers have been tuned, often.
  public func quantize(
    _ statistics: CalibrationStatistics, tuning: [[Tensor]], progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> QuantizationResult {
    let session = try QuantizationSession(graph, options, statistics, tuning)
    var best = try session.best(progress)
    var report = try session.report(best)
    while options.allowsInt16, report.widened.count < wideningLimit, let ratio = report.ratio,
      ratio < options.ratioGoal, let wider = report.widerTensors
    {
      let names = report.widened + wider.names
      let candidate = try session.candidate(best.method, session.widened(names)) {
        progress($0, graph.order.count)
      }
      guard candidate.ratio > best.ratio + methodMargin else { break }
      best = candidate
      report = try session.report(best)
      report.widened = names
    }
    return QuantizationResult(
      graph: best.rewritten.graph, report: report,
      decisions: QuantizationDecisions(session.graph, best.plan, best.rewritten))
  }

}

extension Graph {
  /// The nodes that compute with floats, without those that are known to.
  func floatNodes(_ plan: QuantizationPlan, besides known: [NodeID]) -> [QuantizationReport.FloatNode] {
    nodes.compactMap { node in
      guard plan.forms[node.id] == .plain, !known.contains(node.id),
        node.outputs.contains(where: { self[$0].type.element == .float32 })
      else { return nil }
      return .init(
        operatorName: node.operator.name, value: self[node.outputs[0]].name, origins: node.origins)
    }
  }
}

/// How many values are made wider at most.
private let wideningLimit = 24

/// What a user decides about how numbers become integers.
public struct QuantizationOptions: Sendable {
  public var policy = PrecisionPolicy()
  public var interface = InterfaceType.float32
  /// Tried in order; a later one has to be better by a margin.
  public var rangeMethods: [RangeMethod] = [.minMax, .percentile(0.99999)]
  public var tuning = TuningMethods()
  /// Lets the values that add most noise to the results be 16 bits wide until these reach `ratioGoal`.
  public var allowsInt16 = false
  /// The signal-to-noise ratio that results should have, in dB.
  public var ratioGoal = 30.0

  public init() {}
}

public struct QuantizationResult: Sendable {
  public let graph: Graph
  public var report: QuantizationReport
  public var decisions = QuantizationDecisions()
}
