import EdgeData
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgePasses
import EdgeQuantization
import EdgeSupport
import EdgeTFLite
import ONNXFormat

extension Compiler {
  /// The graph that computes in integers.
  func quantize(_ file: ModelFile) throws -> Graph {
    let request = options.quantization
    var importing = options
    importing.importing.keepsQuantization = true
    let imported = try Compiler(options: importing, diagnostics: diagnostics).importModel(file).graph
    let target = options.tfliteTarget
    let isWide: Legality = { node, _ in node.operator.quantization == .wide }
    let whole = try run(
      Pipeline.canonical(ioLayout: options.ioLayout, keepingQuantization: true) { node, graph in
        isWide(node, graph) || TFLiteHost.refusal(of: node, in: graph, target: target) == nil
      }, on: imported)
    let graph = try run(
      Pipeline.quantizable { node, graph in
        !isWide(node, graph) && TFLiteHost.refusal(of: node, in: graph, target: target) == nil
      }, on: whole)
    let old = Set(whole.order)
    guard let request else {
      let result = try Quantizer(graph, options: QuantizationOptions()).rewriteDeclared()
      for id in result.floatNodes { print("float:", graph[id].operator, graph.inputTypes(of: graph[id])) }
      return try run(Pipeline.quantized, on: result.graph)
    }
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
}

extension ModelFile {
  /// Whether the model says how its numbers are stored as integers.
  var declaresQuantization: Bool {
    guard case .onnx(let model) = content else { return false }
    return model.graph.nodes.contains { $0.operatorType == "QuantizeLinear" || $0.operatorType.hasPrefix("QLinear") }
  }
}
