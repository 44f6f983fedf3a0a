import EdgeData
import EdgeIR
import EdgeONNX
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
    var quantizing = QuantizationOptions()
    guard let request else {
      let result = try Quantizer(graph, options: quantizing).rewriteDeclared()
      for node in result.report.floatNodes { print("float:", node.operatorName, node.value) }
      return try run(Pipeline.quantized, on: result.graph)
    }
    quantizing.interface = request.interface
    quantizing.tuning = request.tuning
    quantizing.policy.activations = request.activations
    quantizing.policy.prescribed = prescribed(graph, old: whole)
    let data = try DataSet.load(
      request.calibration, inputs: imported.inputs.map { (imported[$0].name, imported[$0].type) })
    let count = min(data.count, request.sampleLimit)
    func sample(_ i: Int, of count: Int) throws -> [Tensor] { try data[i * data.count / count].inputs }
    let statistics = try Calibrator(graph).run(
      model: file.sha256(), count: count, sample: { try sample($0, of: count) },
      progress: { options.progress?(Progress(.calibrating, done: $0, total: count)) })
    let tuned = min(count, graph.tuningSampleLimit)
    let result = try Quantizer(graph, options: quantizing).quantize(
      statistics, tuning: (0..<tuned).map { try sample($0, of: tuned) },
      progress: { options.progress?(Progress(.quantizing, done: $0, total: $1)) })
    for n in result.report.tensors { print(n.ratio, n.name, n.type, n.saturated * 1000 / max(n.count, 1), "‰") }
    print(result.report.candidates, result.report.rescuedInputs, result.report.unlikeOutputs)
    for node in result.report.floatNodes { print("float:", node.operatorName, node.value) }
    print("S", result.report.ratio ?? 0)
    return try run(Pipeline.quantized, on: result.graph)
  }

  /// What came out of operators that lose too much in 8 bits computes on 16.
  private func prescribed(_ graph: Graph, old: Graph) -> [NodeID: ElementType] {
    let known = Set(old.order)
    let wide = Set(old.nodes.filter { $0.operator.quantization == .wide }.flatMap(\.origins))
    let nodes = graph.order.filter { !known.contains($0) && graph[$0].origins.contains(where: wide.contains) }
    return Dictionary(uniqueKeysWithValues: nodes.map { ($0, .int16) })
  }
}

extension ModelFile {
  /// Whether the model says how its numbers are stored as integers.
  var declaresQuantization: Bool {
    guard case .onnx(let model) = content else { return false }
    return model.graph.nodes.contains { $0.operatorType == "QuantizeLinear" || $0.operatorType.hasPrefix("QLinear") }
  }
}
