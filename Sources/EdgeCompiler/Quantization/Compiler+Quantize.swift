import EdgeData
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgePasses
import EdgeQuantization
import EdgeSupport
import EdgeTFLite

extension Compiler {
  /// The graph that computes in integers.
  func quantize(_ imported: Graph, _ request: QuantizationRequest) throws -> Graph {
    let target = options.tfliteTarget
    let isWide: Legality = { node, _ in node.operator.quantization == .wide }
    let whole = try run(
      Pipeline.canonical(ioLayout: options.ioLayout) { node, graph in
        isWide(node, graph) || TFLiteHost.refusal(of: node, in: graph, target: target) == nil
      }, on: imported)
    let graph = try run(
      Pipeline.quantizable { node, graph in
        !isWide(node, graph) && TFLiteHost.refusal(of: node, in: graph, target: target) == nil
      }, on: whole)
    let old = Set(whole.order)
    var quantizing = QuantizationOptions()
    quantizing.interface = request.interface
    quantizing.methods = request.methods
    quantizing.policy.activations = request.activations
    let wide = Set(whole.nodes.filter { isWide($0, whole) }.flatMap(\.origins))
    for id in graph.order where !old.contains(id) && graph[id].origins.contains(where: wide.contains) {
      quantizing.policy.prescribed[id] = .int16
    }
    let data = try DataSet.load(
      request.calibration, inputs: imported.inputs.map { (imported[$0].name, imported[$0].type) })
    let count = min(data.count, request.sampleLimit)
    let samples = try (0..<count).map { try data[$0 * data.count / count].inputs }
    var ranges: [ValueID: NumberRange] = [:]
    func look(_ value: ValueID, _ tensor: Tensor) {
      guard tensor.element == .float32 else { return }
      let range = NumberRange(of: tensor)
      ranges[value] = ranges[value].map { $0.union(range) } ?? range
    }
    let interpreter = Interpreter(graph)
    for sample in samples {
      for (input, tensor) in zip(graph.inputs, sample) { look(input, tensor) }
      _ = try interpreter.run(sample) { look($1, $2) }
    }
    let result = try Quantizer(graph, options: quantizing).quantize(
      ranges: ranges, samples: count, tuning: samples)
    for id in result.floatNodes { print("float:", graph[id].operator, graph.inputTypes(of: graph[id])) }
    print("S", result.signalToNoise ?? 0)
    return try run(Pipeline.quantized, on: result.graph)
  }

  private func run(_ passes: [Pass], on graph: Graph) throws -> Graph {
    try PassManager(passes).run(graph)
  }
}
