public import EdgeData
public import EdgeIR
import EdgeONNX
import EdgeOps
import EdgePasses
public import EdgeQuantization
import EdgeSupport
import EdgeTFLite
import ONNXFormat

/// The graph that a back end lowers, and what has been made of the model on the way.
public struct CompiledGraph: Sendable {
  public let graph: Graph
  /// As `graph`, with the channels that are left out of it.
  let whole: Graph
  /// Nil where the graph computes as the model does.
  public let quantization: QuantizationReport?

  public var removedChannels: RemovedChannels { RemovedChannels(from: whole, to: graph) }
}

extension Compiler {
  /// From a file to the graph that a back end lowers: in the integers that were asked for, or that the model itself
  /// declares, or as the model computes.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong with the file or the calibration data.
  public func compile(_ file: ModelFile, for backEnd: BackEnd) throws -> CompiledGraph {
    if let request = options.quantization {
      guard case .onnx = file.content else {
        throw DiagnosticsError([
          .error(
            .invalidOption, "expected an ONNX model to quantize, got a TFLite model",
            at: .init(file: file.path),
            hint: "leave out --quantize: the file's own numbers are kept")
        ])
      }
      return try quantized(file, request)
    }
    if file.declaresQuantization { return try declared(file) }
    return try narrowed(run(options.passes(for: backEnd), on: importModel(file).graph), quantization: nil)
  }

  /// In the integers that the model declares.
  private func declared(_ file: ModelFile) throws -> CompiledGraph {
    let model = try quantizable(file, nil)
    return try finished(Quantizer(model.graph, options: QuantizationOptions()).rewriteDeclared())
  }

  private func quantized(_ file: ModelFile, _ request: QuantizationRequest) throws -> CompiledGraph {
    try finished(quantize(file, request))
  }

  /// In integers whose ranges come from calibration data.
  func quantize(_ file: ModelFile, _ request: QuantizationRequest) throws -> QuantizationResult {
    let model = try quantizable(file, request)
    let source = model.source
    var quantizing = QuantizationOptions()
    quantizing.interface = request.interface
    quantizing.tuning = request.tuning
    quantizing.allowsInt16 = request.allowsInt16
    quantizing.ratioGoal = request.ratioGoal
    quantizing.rangeMethods = request.rangeMethods
    let wished = try located {
      try request.precision.map { try PrecisionFile($0).prescribed(in: model.graph) }
    }
    quantizing.policy = PrecisionPolicy(
      activations: request.activations, prescribed: model.prescribed.merging(wished ?? [:]) { $1 })
    let digest = try file.sha256() + request.equalization.label
    let statistics = try self.statistics(model.graph, source, request, digest: digest)
    statistics.doubts(inputs: model.inputs.map(\.name), limits: source?.limits).forEach(diagnostics.emit)
    let chosen = SampleChoice(
      of: source?.count ?? 0, limit: min(request.sampleLimit, model.graph.tuningSampleLimit))
    let tuning = try located { try chosen.indices.compactMap { try source?.sample(at: $0) } }
    if source == nil { quantizing.tuning = .none }
    var result = try Quantizer(model.graph, options: quantizing).quantize(
      statistics, tuning: tuning,
      progress: { options.progress?(Progress(.quantizing, done: $0, total: $1)) })
    if let path = request.labels, let source {
      result.report.accuracy = try located {
        try accuracy(of: result.graph, beside: model.graph, source, labels: path, limit: request.sampleLimit)
      }
      try located { try result.report.accuracy?.check(limit: request.maxAccuracyDrop) }
    }
    return result
  }

  /// The statistics of the numbers that the model computes on calibration data, which ranges come from; what a shard sees
  /// of these, where one is given.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong with the file or the data.
  public func calibrate(
    _ file: ModelFile, _ request: QuantizationRequest, shard: Shard = .whole
  ) throws -> CalibrationStatistics {
    let model = try quantizable(file, request)
    guard let source = model.source else { throw DiagnosticsError([.withoutCalibration]) }
    let digest = try file.sha256() + request.equalization.label
    return try located { try statistics(model.graph, source, request, digest: digest, shard: shard) }
  }

  func samples(
    _ path: String, of inputs: [TypedName], _ request: QuantizationRequest
  ) throws -> any SampleSource {
    try located {
      try CalibrationData.open(path, inputs: inputs.map { ($0.name, $0.type) }, images: request.images)
    }
  }

  /// The same results by weights whose sizes were moved from layer to layer as the request says.
  private func equalized(
    _ graph: Graph, _ source: (any SampleSource)?, _ request: QuantizationRequest
  ) throws -> Graph {
    let isSmoothed = request.equalization.smoothing != nil
    let limit = min(request.sampleLimit, graph.tuningSampleLimit)
    return try located {
      if isSmoothed, source == nil { throw Diagnostic.withoutCalibration }
      let count = isSmoothed ? source?.count ?? 0 : 0
      let chosen = SampleChoice(of: count, limit: limit).indices
      let samples = try chosen.compactMap { try source?.sample(at: $0) }
      return try request.equalization.apply(to: graph, samples: samples)
    }
  }

  /// From a file, or from a run on samples.
  private func statistics(
    _ graph: Graph, _ source: (any SampleSource)?, _ request: QuantizationRequest, digest: String
  ) throws -> CalibrationStatistics {
    try located {
      if let path = request.ranges { return try CalibrationStatistics(readingFrom: path, model: digest) }
      guard let source else { throw Diagnostic.withoutCalibration }
      return try statistics(graph, source, request, digest: digest, shard: .whole)
    }
  }

  private func statistics(
    _ graph: Graph, _ source: any SampleSource, _ request: QuantizationRequest, digest: String, shard: Shard
  ) throws -> CalibrationStatistics {
    let chosen = SampleChoice(of: source.count, limit: request.sampleLimit, shard: shard).indices
    return try Calibrator(graph).run(
      model: digest, count: chosen.count, sample: { try source.sample(at: chosen[$0]) },
      progress: { options.progress?(Progress(.calibrating, done: $0, total: chosen.count)) })
  }

  /// - Parameter request: nil for a model that is quantized already.
  private func quantizable(_ file: ModelFile, _ request: QuantizationRequest?) throws -> QuantizableModel {
    let target = options.tfliteTarget
    let isWide: Legality = { node, _ in node.operator.quantization == .wide }
    // A function of one number is a table, whatever it is.
    let isLegal: Legality = {
      $0.operator is Unary || TFLiteHost.refusal(of: $0, in: $1, target: target) == nil
    }
    var keeping = options
    keeping.importing.keepsQuantization = true
    let imported = try Compiler(options: keeping, diagnostics: diagnostics).importModel(file).graph
    let source = try request.flatMap { request in
      try request.calibration.map { try samples($0, of: imported.typedInputs, request) }
    }
    let canonical = try run(
      Pipeline.canonical(ioLayout: options.ioLayout, keepingQuantization: true) {
        isWide($0, $1) || isLegal($0, $1)
      }, on: imported)
    let whole = try request.map { try equalized(canonical, source, $0) } ?? canonical
    let graph = try run(Pipeline.quantizable { !isWide($0, $1) && isLegal($0, $1) }, on: whole)
    let known = Set(whole.order)
    let wide = Set(whole.nodes.filter { isWide($0, whole) }.flatMap(\.origins))
    let nodes = graph.order.filter { !known.contains($0) && graph[$0].origins.contains(where: wide.contains) }
    let prescribed = Set(nodes + nodes.flatMap { sums(feeding: $0, graph) })
    return QuantizableModel(
      graph: graph, inputs: imported.typedInputs, source: source,
      prescribed: Dictionary(uniqueKeysWithValues: prescribed.map { ($0, .int16) }))
  }

  /// The sums that a node reads: what is normalised next is worth its 16 bits from where it is added up.
  private func sums(feeding id: NodeID, _ graph: Graph) -> [NodeID] {
    graph[id].inputs.compactMap { input in
      guard let input, let producer = graph.producer(of: input), let sum = producer.operator as? Binary,
        sum.kind == .add || sum.kind == .subtract
      else { return nil }
      return producer.id
    }
  }

  private func finished(_ result: QuantizationResult) throws -> CompiledGraph {
    result.report.diagnostics.forEach(diagnostics.emit)
    let graph = try run(Pipeline.quantized, on: result.graph)
    do {
      return try narrowed(graph.rounded(on: options.arithmetic), quantization: result.report)
    } catch let error as OperatorError {
      throw DiagnosticsError([
        .error(
          .internalInvariant, error.message,
          hint: "this is a bug in edgec; please report it with the model")
      ])
    }
  }

  private func narrowed(_ whole: Graph, quantization: QuantizationReport?) throws -> CompiledGraph {
    CompiledGraph(
      graph: try run(Pipeline.narrowing, on: whole), whole: whole, quantization: quantization)
  }

  private func located<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([diagnostic])
    }
  }
}

extension Diagnostic {
  fileprivate static var withoutCalibration: Diagnostic {
    .error(.invalidOption, "quantization needs typical inputs", hint: "give them with --calibration")
  }
}

extension ModelFile {
  /// Whether the model says how its numbers are stored as integers.
  var declaresQuantization: Bool {
    guard case .onnx(let model) = content else { return false }
    return model.graph.nodes.contains {
      $0.operatorType == "QuantizeLinear" || $0.operatorType.hasPrefix("QLinear")
    }
  }
}

/// What quantization begins with.
private struct QuantizableModel {
  /// Canonical, of operators that have integer forms as far as possible.
  let graph: Graph
  /// As the model declares them.
  let inputs: [TypedName]
  /// Calibration data, where the request names some.
  let source: (any SampleSource)?
  /// Nodes that need other numbers than their neighbours.
  let prescribed: [NodeID: ElementType]
}
