import EdgeIR
import EdgeInterpreter
import EdgeOps

/// What a graph of floats computes on some samples, as far as tuning compares with it.
struct FloatReference {
  /// The numbers of the values that accuracy is judged by, one tensor for each sample.
  private(set) var judged: [ValueID: [Tensor]] = [:]
  /// For each layer the means of what its weights are multiplied with, group after group.
  private(set) var means: [NodeID: [[Double]]] = [:]

  init(_ graph: Graph, judged values: [ValueID], samples: [[Tensor]]) throws {
    let layers = Layers(graph)
    let runs = try concurrentMap(samples.count) {
      try Self.run(graph, layers, values, samples[$0], samples.count)
    }
    for value in values { judged[value] = runs.compactMap { $0.judged[value] } }
    for (id, layer) in layers.layers {
      let parts = runs.compactMap { $0.means[id] }
      means[id] = (0..<layer.columns.groups).map { group in
        (0..<layer.columns.depth).map { column in
          parts.reduce(0) { $0 + $1[group][column] } / Double(max(parts.count, 1))
        }
      }
    }
  }

  private struct Run {
    var judged: [ValueID: Tensor] = [:]
    var means: [NodeID: [[Double]]] = [:]
  }

  private static func run(
    _ graph: Graph, _ layers: Layers, _ judged: [ValueID], _ sample: [Tensor], _ samples: Int
  ) throws -> Run {
    var run = Run()
    let wanted = Set(judged)
    func look(_ value: ValueID, _ tensor: Tensor) {
      if wanted.contains(value) { run.judged[value] = tensor }
      for id in layers.readers[value] ?? [] {
        guard let layer = layers.layers[id], tensor.element == .float32 else { continue }
        var statistics = ColumnStatistics(
          groups: layer.columns.groups, depth: layer.columns.depth, withCovariance: false)
        let positions = layer.columns.chosenPositions(layer.rowsPerSample(samples))
        statistics.add(tensor.elements(as: Float.self), layer.columns, positions)
        run.means[id] = (0..<layer.columns.groups).map { statistics.means($0) }
      }
    }
    for (input, tensor) in zip(graph.inputs, sample) { look(input, tensor) }
    _ = try Interpreter(graph).run(sample) { _, value, tensor in look(value, tensor) }
    return run
  }
}

/// The nodes whose weights can be tuned.
struct Layers {
  struct Layer {
    let columns: InputColumns

    /// How many positions of each sample are looked at: enough for a covariance, few enough for its cost.
    func rowsPerSample(_ samples: Int) -> Int {
      let affordable = 1_500_000_000 / max(columns.depth * columns.depth, 1)
      let rows = min(20_000, max(4 * columns.depth, affordable))
      return max(1, (rows + samples - 1) / max(samples, 1))
    }
  }

  private(set) var layers: [NodeID: Layer] = [:]
  /// For each value the layers whose activations it is.
  private(set) var readers: [ValueID: [NodeID]] = [:]

  init(_ graph: Graph) {
    for node in graph.nodes {
      guard case .accumulating(let weight, _, _) = node.operator.quantization,
        let weights = graph.constant(node, weight), let x = node.inputs[0], graph[x].type.element == .float32,
        let columns = InputColumns(
          node.operator, graph[x].type, weights.type, graph[node.outputs[0]].type)
      else { continue }
      layers[node.id] = Layer(columns: columns)
      readers[x, default: []].append(node.id)
    }
  }
}
