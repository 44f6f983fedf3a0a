import EdgeIR
import EdgeOps

/// Chooses the integers of weights and biases, layer by layer in the graph's order, by what quantization has made of the
/// inputs before: rounding that makes up for its own errors, and a bias that restores the means.
struct LayerTuner {
  let methods: TuningMethods
  let reference: FloatReference
  private let layers: Layers
  private(set) var simulation: Simulation
  /// For each value of the source the step after which nothing reads it.
  private let lastUses: [ValueID: Int]
  private let kept: Set<ValueID>

  init(
    _ source: Graph, judged: [ValueID], reference: FloatReference, methods: TuningMethods,
    simulation: Simulation
  ) {
    self.methods = methods
    self.reference = reference
    self.simulation = simulation
    layers = Layers(source)
    var lastUses: [ValueID: Int] = [:]
    for (step, node) in source.nodes.enumerated() {
      for case let input? in node.inputs { lastUses[input] = step }
      for output in node.outputs { lastUses[output] = max(lastUses[output] ?? 0, step) }
    }
    self.lastUses = lastUses
    kept = Set(judged).union(source.outputs.map(\.value))
  }

  /// The source's values that nothing reads after a step.
  func ends(at step: Int) -> [ValueID] {
    lastUses.filter { $0.value == step && !kept.contains($0.key) }.map(\.key)
  }

  mutating func release(_ values: some Sequence<ValueID>) { simulation.release(values) }

  mutating func advance(_ graph: Graph) throws { try simulation.advance(graph) }

  /// The integers of a layer's weights and the numbers of its bias, in place of the nearest ones.
  ///
  /// - Parameters:
  ///   - node: in the source.
  ///   - input: the activations, in `graph`.
  mutating func tune(
    _ node: Node, _ weights: Tensor, _ bias: [Double], scales: [Float], input: ValueID, in graph: Graph
  ) throws -> (weights: Tensor, bias: [Double]) {
    let nearest = ParameterQuantization.weights(weights, scales: scales)
    guard let layer = layers.layers[node.id], let means = reference.means[node.id],
      let (scale, zeroPoint) = graph[input].type.quantization?.single
    else { return (nearest, bias) }
    try simulation.advance(graph)
    let columns = layer.columns
    let empty = ColumnStatistics(
      groups: columns.groups, depth: columns.depth, withCovariance: methods.roundsWithCompensation)
    var halves = [empty, empty]
    let positions = columns.chosenPositions(layer.rowsPerSample(simulation.samples))
    for (sample, tensor) in simulation.tensors(of: input).enumerated() {
      let integers = tensor.as(tensor.type.plain).doubles().map { Float($0 - Double(zeroPoint)) }
      halves[sample % 2].add(integers, columns, positions)
    }
    let statistics = halves[0].merged(with: halves[1])
    let rounding = LayerRounding(
      weights: weights, scales: scales, groups: columns.groups, correctsBias: methods.correctsBias)
    let tuned =
      try methods.roundsWithCompensation && rounding.gains(from: halves)
      ? rounding.compensated(statistics) : nearest
    guard methods.correctsBias else { return (tuned, bias) }
    return (
      tuned,
      corrected(bias, weights, tuned, scales, statistics, means, columns.groups, inputScale: Double(scale))
    )
  }

  /// The bias with which each channel's mean before the activation is that of the floats.
  private func corrected(
    _ bias: [Double], _ weights: Tensor, _ tuned: Tensor, _ scales: [Float], _ statistics: ColumnStatistics,
    _ means: [[Double]], _ groups: Int, inputScale: Double
  ) -> [Double] {
    let depth = statistics.depth
    let perGroup = scales.count / max(groups, 1)
    let floats = weights.elements(as: Float.self)
    let integers = tuned.as(tuned.type.plain).elements(as: Int8.self)
    return bias.enumerated().map { channel, value in
      let group = channel / max(perGroup, 1)
      let quantized = statistics.means(group)
      var (wanted, found) = (0.0, 0.0)
      for i in 0..<depth {
        wanted += Double(floats[channel * depth + i]) * means[group][i]
        found += Double(integers[channel * depth + i]) * quantized[i]
      }
      let difference = wanted - found * Double(scales[channel]) * inputScale
      return difference.isFinite ? value + difference : value
    }
  }
}

/// What tuning does to layers.
public struct TuningMethods: Hashable, Sendable {
  /// GPTQ; to the nearest integers otherwise.
  public var roundsWithCompensation = true
  public var correctsBias = true

  public init() {}

  /// Weights as the nearest integers, biases as they are.
  public static let none: TuningMethods = {
    var methods = TuningMethods()
    methods.roundsWithCompensation = false
    methods.correctsBias = false
    return methods
  }()
}
