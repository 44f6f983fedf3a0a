import EdgeIR
import EdgeOps

/// Looks at a quantized graph beside the one of floats: how noisy each value is, what of it reaches the results, and why.
struct Diagnosis {
  let graph: Graph
  let rewritten: RewrittenGraph
  let statistics: CalibrationStatistics
  let judged: [ValueID]
  /// Inputs of the graph.
  let samples: [[Tensor]]
  /// What results should have at least, in dB.
  let goal: Double

  /// Completes a report whose decisions and results are known.
  func complete(_ report: inout QuantizationReport) throws {
    let runs = try ComparedRuns(graph, rewritten, samples: samples)
    report.tensors = tensors(runs)
    let ranked = report.ranked.map(\.value)
    let noise = try OutputNoise(
      graph, judged: judged, forms: ranked.compactMap { value in probe(value).map { (value, $0) } },
      samples: samples, workLimit: workLimit)
    for index in report.tensors.indices {
      guard let share = noise.shares[report.tensors[index].value]?.max() else { continue }
      report.tensors[index].outputRatio = decibels(signal: 1, noise: share)
    }
    report.widerTensors = widerTensors(report, noise)
    report.findings = findings(report)
  }

  private func tensors(_ runs: ComparedRuns) -> [TensorReport] {
    let weights = Dictionary(rewritten.layers.map { ($0.source, $0) }) { first, _ in first }
    return (graph.inputs + graph.nodes.flatMap(\.outputs)).compactMap { value in
      guard let noise = runs.noises[value], let integers = rewritten.values[value] else { return nil }
      let type = rewritten.graph[integers].type
      guard type.quantization != nil else { return nil }
      let producer = graph.producer(of: value)
      let statistics = statistics[graph[value].name]
      return TensorReport(
        value: value, name: graph[value].name, operatorName: producer?.operator.name,
        origins: producer?.origins ?? [], type: type, observed: statistics?.observed,
        histogram: statistics.flatMap { CoarseHistogram($0.histogram) }, noise: noise, outputRatio: nil,
        constantChannels: runs.channels[value]?.constant,
        weights: producer.flatMap { weights[$0.id] }.flatMap(weightReport))
    }
  }

  private func weightReport(_ layer: IntegerLayer) -> WeightReport? {
    let node = graph[layer.source]
    guard case .accumulating(let slot, _, _) = node.operator.quantization,
      let weights = graph.constant(node, slot), weights.element == .float32,
      let channels = weights.shape.first,
      channels > 0, let scales = rewritten.graph[layer.weights].type.quantization?.scales
    else { return nil }
    let stride = weights.elementCount / channels
    let magnitudes = weights.withElements(of: Float.self) { elements in
      (0..<channels).map { channel in
        elements[channel * stride..<(channel + 1) * stride].reduce(Float(0)) {
          $1.isFinite ? max($0, $1.magnitude) : $0
        }
      }
    }
    let perChannel = scales.count == channels ? scales : Array(repeating: scales[0], count: channels)
    return WeightReport(magnitudes: magnitudes, covered: perChannel.map { $0 * 127 })
  }

  /// The integers of a value that adds noise of its own; nil for one whose integers are those of another.
  func probe(_ value: ValueID) -> Quantized.Result? {
    guard let integers = rewritten.values[value] else { return nil }
    let type = rewritten.graph[integers].type
    guard let quantization = type.quantization, quantization.axis == nil else { return nil }
    let result = Quantized.Result(type.element, quantization)
    guard let producer = graph.producer(of: value) else { return result }
    let reads = producer.inputs.compactMap { $0.flatMap { rewritten.values[$0] } }
    let isMoved = producer.operator.quantization == .sameAsInputs || producer.operator is any DataMoving
    let isSame = reads.contains { rewritten.graph[$0].type.quantization == quantization }
    return isMoved && isSame ? nil : result
  }

  /// As few values as bring the results above a limit, at most eight.
  private func widerTensors(
    _ report: QuantizationReport, _ noise: OutputNoise
  ) -> QuantizationReport.WiderTensors? {
    guard let ratio = report.ratio, ratio.isFinite,
      let worst = judged.indices.max(by: { total(noise, $0) < total(noise, $1) })
    else { return nil }
    let candidates = report.tensors.filter { $0.type.element == .int8 }
    let shares = candidates.map { (name: $0.name, share: noise.shares[$0.value]?[worst] ?? 0) }
    let order = shares.indices.sorted { (shares[$1].share, $0) < (shares[$0].share, $1) }.prefix(widerLimit)
    // What cannot be told apart stays: weights, and what errors make of each other.
    let all = max(ratioShare(ratio), total(noise, worst))
    var (rest, names): (Double, [String]) = (all, [])
    for index in order where shares[index].share > 0 && decibels(signal: 1, noise: rest) < goal {
      rest -= shares[index].share
      names.append(shares[index].name)
    }
    let gain = decibels(signal: all, noise: max(rest, all / 1000))
    return names.isEmpty || gain < 0.5 ? nil : .init(names: names, gain: gain)
  }

  private func total(_ noise: OutputNoise, _ slot: Int) -> Double {
    graph.nodes.flatMap(\.outputs).reduce(graph.inputs.reduce(0) { $0 + (noise.shares[$1]?[slot] ?? 0) }) {
      $0 + (noise.shares[$1]?[slot] ?? 0)
    }
  }
}

/// What a value of floats is in both graphs, over some samples.
struct ComparedRuns {
  private(set) var noises: [ValueID: TensorNoise] = [:]
  /// For the results of layers.
  private(set) var channels: [ValueID: ChannelRanges] = [:]

  init(_ graph: Graph, _ rewritten: RewrittenGraph, samples: [[Tensor]]) throws {
    let runs = try concurrentMap(samples.count) { index in
      try Self.run(graph, rewritten, samples[index], comparing: index < noiseSampleLimit)
    }
    for value in graph.inputs + graph.nodes.flatMap(\.outputs) {
      for run in runs {
        if let noise = run.noises[value] { noises[value, default: TensorNoise()].merge(noise) }
        guard let ranges = run.channels[value] else { continue }
        channels[value] = channels[value].map { $0.union(ranges) } ?? ranges
      }
    }
  }

  private init() {}

  private static func run(
    _ graph: Graph, _ rewritten: RewrittenGraph, _ sample: [Tensor], comparing: Bool
  ) throws -> ComparedRuns {
    var result = ComparedRuns()
    let integers = rewritten.graph
    var found: [ValueID: Tensor] = [:]
    if comparing {
      let wanted = Set(rewritten.values.values)
      var simulation = try Simulation(integers, samples: [sample])
      for input in integers.inputs { found[input] = simulation.tensors(of: input).first }
      try simulation.advance(integers)
      for value in wanted where integers[value].type.quantization != nil {
        found[value] = simulation.tensors(of: value).first
      }
    }
    func look(_ value: ValueID, _ wanted: Tensor) {
      guard wanted.element == .float32 else { return }
      if let tensor = rewritten.values[value].flatMap({ found[$0] }), tensor.type.quantization?.axis == nil {
        result.noises[value, default: TensorNoise()].add(wanted, tensor)
      }
      guard let producer = graph.producer(of: value),
        case .accumulating = producer.operator.quantization
      else { return }
      result.channels[value] = ChannelRanges(wanted)
    }
    for (input, tensor) in zip(graph.inputs, sample) { look(input, tensor) }
    var floats = try Simulation(graph, samples: [sample])
    try floats.advance(graph)
    for value in graph.nodes.flatMap(\.outputs) {
      if let tensor = floats.tensors(of: value).first { look(value, tensor) }
    }
    return result
  }
}

/// The least and the largest number of each channel, which is the last axis.
struct ChannelRanges {
  private var least: [Float]
  private var largest: [Float]

  init?(_ tensor: Tensor) {
    guard let channels = tensor.shape.last, channels > 0, tensor.elementCount > 0 else { return nil }
    (least, largest) = tensor.withElements(of: Float.self) { elements in
      var (least, largest) = (Array(elements[..<channels]), Array(elements[..<channels]))
      var channel = 0
      for element in elements {
        if element < least[channel] { least[channel] = element }
        if element > largest[channel] { largest[channel] = element }
        channel = channel + 1 == channels ? 0 : channel + 1
      }
      return (least, largest)
    }
  }

  func union(_ other: ChannelRanges) -> ChannelRanges {
    var result = self
    for channel in least.indices {
      result.least[channel] = min(least[channel], other.least[channel])
      result.largest[channel] = max(largest[channel], other.largest[channel])
    }
    return result
  }

  /// The channels that are the same number everywhere.
  var constant: [Int] { least.indices.filter { least[$0] == largest[$0] } }
}

/// On how many samples the noise of each value is measured.
private let noiseSampleLimit = 16

/// How many multiplications finding out what reaches the results may take.
private let workLimit = 4_000_000_000

/// What results should have at least, in dB, and how many values are made wider for it at most.
let ratioGoal = 30.0
private let widerLimit = 8
