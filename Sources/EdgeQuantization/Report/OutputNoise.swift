import EdgeIR
import EdgeOps

/// What each value adds to the noise of the results when it alone is quantized. Values that are noisy themselves may not
/// matter, so this is what ranks them; noises add up, so it also tells what more bits for some of them would gain.
struct OutputNoise {
  /// For each value and each judged one the noise over the signal.
  private(set) var shares: [ValueID: [Double]] = [:]
  /// How many samples were looked at.
  private(set) var samples = 0

  /// - Parameters:
  ///   - judged: the values that results are read from.
  ///   - forms: the values to look at, those that matter most first, and the integers that stand for them.
  ///   - workLimit: how many multiplications all runs together may take.
  init(
    _ graph: Graph, judged: [ValueID], forms: [(value: ValueID, result: Quantized.Result)],
    samples: [[Tensor]], workLimit: Int
  ) throws {
    guard !judged.isEmpty, let count = samples.isEmpty ? nil : samples.count else { return }
    let probes = Self.affordable(forms.map { Probe(graph, $0.value, $0.result) }, count, workLimit)
    guard let work = probes.isEmpty ? nil : probes.reduce(0, { $0 + $1.work }) else { return }
    self.samples = min(count, sampleLimit, max(workLimit / max(work, 1), 1))
    let runs = try concurrentMap(self.samples) { try Self.run(graph, judged, probes, samples[$0]) }
    for (index, probe) in probes.enumerated() {
      shares[probe.value] = judged.indices.map { slot in
        let signal = runs.reduce(0) { $0 + $1.signals[slot] }
        let noise = runs.reduce(0) { $0 + $1.noises[index][slot] }
        return noise == 0 ? 0 : noise / signal
      }
    }
  }

  /// A value and the nodes that depend on it.
  private struct Probe {
    let value: ValueID
    let result: Quantized.Result
    let nodes: [NodeID]
    let work: Int

    init(_ graph: Graph, _ value: ValueID, _ result: Quantized.Result) {
      self.value = value
      self.result = result
      var reached: Set<ValueID> = [value]
      var nodes: [NodeID] = []
      var work = graph[value].type.elementCount
      for node in graph.nodes where node.inputs.contains(where: { $0.map(reached.contains) ?? false }) {
        nodes.append(node.id)
        reached.formUnion(node.outputs)
        work = min(work + Self.work(graph, node), workCeiling)
      }
      self.nodes = nodes
      self.work = work
    }

    private static func work(_ graph: Graph, _ node: Node) -> Int {
      let types = node.outputs.map { graph[$0].type }
      let elements = types.reduce(0) { $0 + $1.elementCount }
      guard let op = node.operator as? any MultiplyAccumulating else { return min(elements, workCeiling) }
      return min(
        max(op.multiplyAccumulates(inputs: graph.inputTypes(of: node), outputs: types), elements), workCeiling
      )
    }
  }

  /// All where there is time for some samples of each, otherwise a number of the first ones.
  private static func affordable(_ probes: [Probe], _ samples: Int, _ workLimit: Int) -> [Probe] {
    let wanted = min(samples, sampleMinimum)
    let total = probes.reduce(0) { min($0 + $1.work, workCeiling) }
    if total <= workLimit / wanted { return probes }
    var (chosen, spent): ([Probe], Int) = ([], 0)
    for probe in probes.prefix(probeLimit) where spent + probe.work <= workLimit {
      chosen.append(probe)
      spent += probe.work
    }
    return chosen
  }

  private struct Run {
    var signals: [Double]
    /// For each probe and each judged value.
    var noises: [[Double]] = []
  }

  private static func run(
    _ graph: Graph, _ judged: [ValueID], _ probes: [Probe], _ sample: [Tensor]
  ) throws -> Run {
    var numbers: [ValueID: Tensor] = [:]
    for (input, tensor) in zip(graph.inputs, sample) { numbers[input] = tensor }
    for node in graph.nodes {
      let results = try node.operator.results(
        node.inputs.map { $0.flatMap { graph[$0].constant ?? numbers[$0] } })
      for (output, tensor) in zip(node.outputs, results) { numbers[output] = tensor }
    }
    let wanted = judged.map { numbers[$0]?.doubles() ?? [] }
    var run = Run(signals: wanted.map { $0.reduce(0) { $1.isFinite ? $0 + $1 * $1 : $0 } })
    for probe in probes {
      guard let tensor = numbers[probe.value] else {
        run.noises.append(judged.map { _ in 0 })
        continue
      }
      let integers = try ParameterQuantization.operand(tensor, probe.result)
      let back = Quantized(Cast(to: .float32), results: [Quantized.Result(.float32, nil)])
      var changed = [probe.value: try back.results([integers])[0]]
      for id in probe.nodes {
        let node = graph[id]
        let results = try node.operator.results(
          node.inputs.map { $0.flatMap { graph[$0].constant ?? changed[$0] ?? numbers[$0] } })
        for (output, tensor) in zip(node.outputs, results) { changed[output] = tensor }
      }
      run.noises.append(
        zip(judged, wanted).map { value, wanted in
          guard let found = changed[value]?.doubles() else { return 0 }
          return zip(wanted, found).reduce(0) { sum, pair in
            let difference = pair.0 - pair.1
            return difference.isFinite ? sum + difference * difference : sum
          }
        })
    }
    return run
  }
}

/// On how many samples noise is measured at most, and on how many of all values before only some are looked at.
private let sampleLimit = 16
private let sampleMinimum = 4

/// How many values are looked at where not all can be.
private let probeLimit = 24

/// More work than anything is allowed to take; sums of a few do not overflow.
private let workCeiling = 1 << 60
