import EdgeIR
import EdgeInterpreter
import EdgeOps

/// Raw features of very different sizes leave nothing of the small ones in one scale for all. They are brought to a
/// common size before they are quantized, each by its own factor and offset, which the weights take back.
struct InputRescue {
  /// The graph with the features brought to a common size where inputs need it.
  private(set) var graph: Graph
  /// The nodes that do so, on floats.
  private(set) var floatNodes: [NodeID] = []
  /// The values that are new in `graph`.
  private(set) var ranges: [ValueID: NumberRange] = [:]
  /// For each rescued input's name what 8 bits for it alone leave of the results, in dB.
  private(set) var rescued: [(name: String, ratio: Double)] = []

  /// Below this many dB from quantizing inputs alone, inputs are rescued.
  static let threshold = 30.0

  /// Raw features have no limits: of n samples the largest deviations are exceeded later, the more the fewer these were.
  /// Ranges grow by this divided by √n.
  private static let margin = 4.0

  /// - Parameter samples: the numbers that decide.
  init(_ graph: Graph, samples: [[Tensor]], judged: [ValueID]) throws {
    self.graph = graph
    let wanted = try Self.run(graph, samples, judged)
    for input in graph.inputs where graph[input].type.element == .float32 {
      let ratio = try Self.ratio(graph, samples, judged, wanted, quantizing: input)
      guard ratio < Self.threshold else { continue }
      let (nodes, value) = scaling(of: input)
      let isEnough =
        try !nodes.isEmpty
        && Self.ratio(graph, samples, judged, wanted, quantizing: value) >= Self.threshold
      let numbers = isEnough ? [] : try Self.run(graph, samples, [value]).map { $0[0] }
      guard try isEnough || rescue(value, numbers) else { continue }
      floatNodes += nodes
      rescued.append((graph[input].name, ratio))
    }
  }

  /// The model's own sums and products with constants that everything else reads an input through, and what comes out of
  /// them.
  private func scaling(of input: ValueID) -> (nodes: [NodeID], value: ValueID) {
    var (nodes, value): ([NodeID], ValueID) = ([], input)
    while let reader = graph.soleConsumer(of: value), let binary = reader.operator as? Binary,
      binary.quantization == .free || binary.kind == .divide,
      reader.inputs.contains(where: { $0.map { graph[$0].constant != nil } ?? false })
    {
      nodes.append(reader.id)
      value = reader.outputs[0]
    }
    return (nodes, value)
  }

  /// What 8 bits for one value alone leave of the results, in dB; of several the worst.
  private static func ratio(
    _ graph: Graph, _ samples: [[Tensor]], _ judged: [ValueID], _ wanted: [[[Double]]],
    quantizing value: ValueID
  ) throws -> Double {
    let numbers = try run(graph, samples, [value]).joined().joined()
    let (lower, upper) = numbers.reduce((0.0, 0.0)) { (min($0.0, $1), max($0.1, $1)) }
    let quantization = NumberRange(Float(lower), Float(upper)).quantization(.int8)
    var editor = GraphEditor(graph)
    let first = graph.consumers(of: value).first
    let forms = [Quantized.Result(.int8, quantization), Quantized.Result(.float32, nil)]
    var coarse = value
    for form in forms {
      coarse = try editor.add(Quantized(Cast(to: .float32), results: [form]), [coarse], before: first)[0]
    }
    for reader in graph.consumers(of: value) {
      let inputs = editor.graph[reader].inputs.map { $0 == value ? coarse : $0 }
      try editor.replace(reader, with: editor.graph[reader].operator, inputs: inputs)
    }
    let found = try run(editor.graph, samples, judged)
    let ratios = judged.indices.map { result in
      signalToNoise(wanted.map { $0[result] }, found.map { $0[result] })
    }
    return ratios.min() ?? .infinity
  }

  /// For each sample the numbers of each of some values.
  private static func run(
    _ graph: Graph, _ samples: [[Tensor]], _ values: [ValueID]
  ) throws -> [[[Double]]] {
    let wanted = Set(values)
    return try concurrentMap(samples.count) { index in
      var found: [ValueID: [Double]] = [:]
      for (input, tensor) in zip(graph.inputs, samples[index]) where wanted.contains(input) {
        found[input] = tensor.doubles()
      }
      _ = try Interpreter(graph).run(samples[index]) { _, value, tensor in
        if wanted.contains(value) { found[value] = tensor.doubles() }
      }
      return values.map { found[$0] ?? [] }
    }
  }

  /// Whether all readers could take the factors back.
  private mutating func rescue(_ input: ValueID, _ numbers: [[Double]]) throws -> Bool {
    guard let features = graph[input].type.shape.last, graph[input].type.elementCount == features,
      let layers = layers(reading: input, features), !layers.isEmpty
    else { return false }
    let means = (0..<features).map { i in numbers.reduce(0) { $0 + $1[i] } / Double(max(numbers.count, 1)) }
    let deviations = (0..<features).map { i in
      let squares = numbers.reduce(0) { $0 + ($1[i] - means[i]) * ($1[i] - means[i]) }
      let deviation = (squares / Double(max(numbers.count, 1))).squareRoot()
      return deviation > 0 && deviation.isFinite ? deviation : 1
    }
    var editor = GraphEditor(graph)
    let name = graph[input].name
    let factors = editor.addConstant(
      Tensor([features], deviations.map { Float(1 / $0) }), name: "\(name)_factors")
    let offsets = editor.addConstant(
      Tensor([features], zip(means, deviations).map { Float(-$0 / $1) }), name: "\(name)_offsets")
    let first = graph.consumers(of: input).first
    let scaled = try editor.add(
      Binary(.multiply), [input, factors], before: first, names: ["\(name)_scaled"])[0]
    let standard = try editor.add(
      Binary(.add), [scaled, offsets], before: first, names: ["\(name)_standardized"])[0]
    let nodes = [scaled, standard].compactMap { editor.graph.producer(of: $0)?.id }
    for reader in graph.consumers(of: input) {
      let inputs = editor.graph[reader].inputs.map { $0 == input ? standard : $0 }
      try editor.replace(reader, with: editor.graph[reader].operator, inputs: inputs)
    }
    for id in layers { try takeBack(id, means, deviations, &editor) }
    graph = editor.graph
    floatNodes += nodes
    ranges[standard] = Self.range(
      of: numbers.map { sample in sample.indices.map { (sample[$0] - means[$0]) / deviations[$0] } })
    return true
  }

  /// What samples of features reach, and more.
  private static func range(of samples: [[Double]]) -> NumberRange {
    let margin = 1 + Self.margin / Double(max(samples.count, 1)).squareRoot()
    let (lower, upper) = samples.joined().reduce((0.0, 0.0)) { (min($0.0, $1), max($0.1, $1)) }
    return NumberRange(Float(lower * margin), Float(upper * margin))
  }

  /// The fully connected layers that read an input, directly or in another shape; nil where anything else does.
  private func layers(reading input: ValueID, _ features: Int) -> [NodeID]? {
    if graph.isOutput(input) { return nil }
    var layers: [NodeID] = []
    for id in graph.consumers(of: input) {
      let node = graph[id]
      switch node.operator {
      case is FullyConnected:
        guard node.inputs[0] == input, graph.constant(node, 1)?.shape.last == features else { return nil }
        layers.append(id)
      case is Reshape:
        guard let more = self.layers(reading: node.outputs[0], features) else { return nil }
        layers += more
      default: return nil
      }
    }
    return layers
  }

  private func takeBack(
    _ id: NodeID, _ means: [Double], _ deviations: [Double], _ editor: inout GraphEditor
  ) throws {
    let node = editor.graph[id]
    guard let weights = editor.graph.constant(node, 1) else { return }
    let (rows, columns) = (weights.shape[0], weights.shape[1])
    let numbers = weights.doubles()
    let bias = editor.graph.constant(node, 2)?.doubles() ?? Array(repeating: 0, count: rows)
    let scaled = numbers.enumerated().map { Float($1 * deviations[$0 % columns]) }
    let shifted = bias.enumerated().map { row, value in
      Float((0..<columns).reduce(value) { $0 + numbers[row * columns + $1] * means[$1] })
    }
    let name = editor.graph[node.outputs[0]].name
    let inputs = [
      node.inputs[0], editor.addConstant(Tensor(weights.shape, scaled), name: "\(name)_weights"),
      editor.addConstant(Tensor([rows], shifted), name: "\(name)_bias"),
    ]
    try editor.replace(id, with: node.operator, inputs: inputs)
  }
}
