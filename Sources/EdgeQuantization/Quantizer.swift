public import EdgeIR
import EdgeOps

/// Turns a graph of floats into one that computes in integers.
public struct Quantizer {
  /// In canonical form.
  let graph: Graph
  let options: QuantizationOptions

  public init(_ graph: Graph, options: QuantizationOptions) {
    self.graph = graph
    self.options = options
  }

  /// Computes in the integers that the model itself declares; what it says nothing about stays in float.
  public func rewriteDeclared() throws -> QuantizationResult {
    let declared = DeclaredQuantization(graph)
    let plan = Planner.plan(graph, options.policy, declared, ranges: [:])
    var rewriter = IntegerRewriter(graph, plan, declared, interface: .float32)
    return QuantizationResult(
      graph: try rewriter.rewrite().graph, signalToNoise: nil, floatNodes: floatNodes(plan))
  }

  private func floatNodes(_ plan: QuantizationPlan) -> [NodeID] {
    graph.nodes.filter { node in
      plan.forms[node.id] == .plain && node.outputs.contains { graph[$0].type.element == .float32 }
    }.map(\.id)
  }

  /// - Parameters:
  ///   - ranges: of every value of floats, as seen in calibration.
  ///   - samples: how many the ranges come from.
  ///   - tuning: inputs to tune layers on.
  public func quantize(
    ranges observed: [ValueID: NumberRange], samples: Int, tuning: [[Tensor]]
  ) throws -> QuantizationResult {
    let judged = graph.judgedValues()
    let declared = DeclaredQuantization(graph)
    let ranges = RangeChooser(graph, samples: samples, judged: judged).ranges(observed)
    let plan = Planner.plan(graph, options.policy, declared, ranges: ranges)
    let reference = try FloatReference(graph, judged: judged, samples: tuning)
    var rewriter = IntegerRewriter(graph, plan, declared, interface: options.interface)
    let rewritten = try rewriter.rewrite(tuning: reference, judged: judged, methods: options.methods, samples: tuning)
    let ratio = judged.map { rewriter.noise(of: $0, reference) }.min()
    let noises = try TensorNoise.measure(graph, rewritten.graph, rewritten.values, samples: Array(tuning.prefix(16)))
    for n in noises { print(n.ratio, n.name, n.type, n.saturated * 1000 / max(n.count, 1), "‰", graph.producer(of: n.value)?.operator.name ?? "") }
    return QuantizationResult(graph: rewritten.graph, signalToNoise: ratio, floatNodes: floatNodes(plan))
  }
}

public struct QuantizationResult: Sendable {
  public let graph: Graph
  /// Of the results on the samples that layers were tuned on, in dB; the worst of several.
  public let signalToNoise: Double?
  /// Nodes of the source that compute with floats.
  public let floatNodes: [NodeID]
}

public struct QuantizationOptions: Sendable {
  public var policy = PrecisionPolicy()
  public var interface = InterfaceType.float32
  public var methods = TuningMethods()

  public init() {}
}
