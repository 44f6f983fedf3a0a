import EdgeC
import EdgeData
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

extension Compiler {
  /// Holds the reference interpreter's outputs against everything asked for.
  ///
  /// - Throws: `DiagnosticsError` when the model or the data cannot be used, or when a target that was asked for by
  ///   name cannot be had. Numbers that differ are in the report.
  public func verify(_ file: ModelFile, _ request: VerificationRequest) throws -> VerificationReport {
    if options.quantization != nil || file.declaresQuantization { return try verifyIntegers(file, request) }
    let (graph, samples) = try loadSamples(file, request)
    let inputs = samples.map(\.inputs)
    let reference = try GraphExecutor(graph: graph, progress: options.progress).run(inputs).map(graph.trimmed)
    var report = VerificationReport(path: file.path, sampleCount: samples.count, tolerance: request.tolerance)
    let outputs = graph.typedModelOutputs
    let expected = samples.compactMap(\.expectedOutputs)
    if expected.count == samples.count { try report.add(.expected, outputs, reference, expected) }

    let labels = try labels(request, samples, outputs)
    try compare(&report, request, with: [.canonical, .c, .tflite]) { target, report in
      let other = try otherModel(target)
      let canonical = try other == nil ? canonicalize(graph, for: target.backEnd) : graph
      let executor = try other ?? executor(for: target, canonical, file, request)
      let actual = try run(executor, inputs, canonical)
      let isJudged = graph.isJudged(target, request.tolerance)
      let outputsDiffer = try report.add(target, outputs, actual, reference, isJudged: isJudged)
      labels?.judge(target, actual, beside: reference, &report)
      if request.perLayer, let found = (executor as? GraphExecutor)?.graph {
        let comparer = LayerComparer(
          model: graph, planned: other == nil ? canonical : nil, target, found, request.tolerance,
          outputsDiffer: outputsDiffer)
        report.layers.append(try comparer.compare(inputs, progress: options.progress))
      }
    }
    try addNeeds(of: canonicalize(graph, for: request.needs?.backEnd ?? .c), request, &report)
    return report
  }

  /// The outputs that the model has, for inputs as the model takes them.
  func run(_ executor: any ArtifactExecutor, _ inputs: [[Tensor]], _ planned: Graph) throws -> [[Tensor]] {
    let graph = (executor as? GraphExecutor)?.graph ?? (executor as? LiteRTExecutor)?.graph
    guard let graph, graph.inputs.count == planned.inputs.count else {
      return try executor.run(inputs).map(planned.trimmed)
    }
    return try executor.run(Interface.inputs(inputs, of: graph)).map(planned.trimmed)
  }

  /// The graph of another ONNX model, imported like any; nil for targets that are made from the model.
  func otherModel(_ target: VerificationTarget) throws -> GraphExecutor? {
    guard case .artifact(let path) = target, !FileSystem.isDirectory(path) else { return nil }
    let file = try ModelFile(path)
    guard case .onnx = file.content else { return nil }
    return GraphExecutor(graph: try importModel(file).graph, progress: options.progress)
  }

  /// What the program takes. Where nobody set a budget, a model without a program is no error.
  func addNeeds(
    of graph: @autoclosure () throws -> Graph, _ request: VerificationRequest,
    _ report: inout VerificationReport
  ) throws {
    guard let wanted = request.needs else { return }
    do {
      report.needs = try needs(of: graph(), wanted)
    } catch let error as DiagnosticsError where wanted.budgets.isEmpty && error.isAboutTarget {
      report.needsObstacle = error.diagnostics.first
    }
  }

  /// - Throws: `Diagnostic` as `Labels`.
  func labels(
    _ request: VerificationRequest, _ samples: [Sample], _ outputs: [TypedName]
  ) throws -> LabelJudge? {
    guard let path = request.labels else { return nil }
    let labels = try Labels(path, count: samples.count, allowsMore: true, outputs: outputs)
    try labels.check(Array(samples.indices))
    return LabelJudge(labels: labels, limit: request.maxAccuracyDrop)
  }

  /// Compares with what was asked for by name, or with all that can be had of `others`.
  func compare(
    _ report: inout VerificationReport, _ request: VerificationRequest, with others: [VerificationTarget],
    _ body: (VerificationTarget, inout VerificationReport) throws -> Void
  ) throws {
    for target in request.targets.isEmpty ? others : request.targets {
      do {
        try body(target, &report)
      } catch let error as DiagnosticsError where request.targets.isEmpty && error.isAboutTarget {
        report.skipped.append((target, error.diagnostics[0]))
      } catch let reason as Diagnostic
        where request.targets.isEmpty && DiagnosticsError([reason]).isAboutTarget
      {
        report.skipped.append((target, reason))
      }
    }
    for board in request.boards { try body(.board(board), &report) }
    guard request.runsLiteRT else { return }
    for resolver in LiteRTResolver.allCases { try body(.litert(resolver), &report) }
  }

  func executor(
    for target: VerificationTarget, _ canonical: Graph, _ file: ModelFile, _ request: VerificationRequest
  ) throws -> any ArtifactExecutor {
    switch target {
    case .expected, .canonical: return GraphExecutor(graph: canonical, progress: options.progress)
    case .c: return try CExecutor(harness(canonical, name: "model"), progress: options.progress)
    case .tflite:
      let artifact = try lowerToTFLite(canonical, modelDigest: file.sha256())
      return try tfliteModel(artifact.bytes, "the TFLite model")
    case .artifact(let path):
      return try FileSystem.isDirectory(path) ? cFolder(path, canonical) : tfliteFile(path)
    case .board(let board):
      let program = try harness(canonical, name: "model", target: board.target)
      return try BoardExecutor(program, on: board, progress: options.progress)
    case .litert(let resolver):
      let bytes = try tfliteBytes(canonical, file, request)
      return try LiteRTExecutor(
        bytes, resolver, tfliteModel(bytes, "the TFLite model").graph, python: request.python,
        progress: options.progress)
    }
  }

  /// What a TFLite runtime is to run: a file that was given, or what is made of the model.
  private func tfliteBytes(
    _ canonical: Graph, _ file: ModelFile, _ request: VerificationRequest
  ) throws -> [UInt8] {
    for case .artifact(let path) in request.targets where !FileSystem.isDirectory(path) {
      let bytes = try FileSystem.read(path)
      if TFLiteDecoder.looksLikeTFLite(bytes) { return bytes }
    }
    if case .tflite = file.content { return try FileSystem.read(file.path) }
    return try lowerToTFLite(canonical, modelDigest: file.sha256()).bytes
  }

  /// A program with the test harness, which reads inputs from files.
  func harness(_ graph: Graph, name: String, target: CTarget = .portable) throws -> CProgram {
    var request = CProgramRequest(name: name)
    request.target = target
    request.harness = .test
    return try lowerToC(graph, request, modelDigest: "")
  }

  /// A folder that `emit-c` wrote: the harness is made anew, the program is taken as it is.
  private func cFolder(_ path: String, _ graph: Graph) throws -> CExecutor {
    let headers = try FileSystem.list(path).filter { name in
      name.hasSuffix(".h") && name != "edgec_kernels.h" && !name.hasSuffix("_weights.h")
    }
    guard headers.count == 1, let header = headers.first else {
      throw Diagnostic.error(
        .dataMismatch, "expected a folder with one generated NAME.h, got \(headers.count)",
        at: .init(file: path), hint: "give the folder that `edgec emit-c -o` wrote")
    }
    return try CExecutor(
      harness(graph, name: String(header.dropLast(2))), sources: path, progress: options.progress)
  }

  private func tfliteFile(_ path: String) throws -> GraphExecutor {
    let bytes = try FileSystem.read(path)
    guard TFLiteDecoder.looksLikeTFLite(bytes) else {
      throw Diagnostic.error(
        .unrecognizedFormat, "expected a TFLite or ONNX model, or a folder of generated C",
        at: .init(file: path),
        hint: "give what `edgec convert` or `edgec emit-c` wrote")
    }
    return try tfliteModel(bytes, path)
  }

  /// The reference interpreter on what the bytes say, decoded and imported like any model.
  private func tfliteModel(_ bytes: [UInt8], _ path: String) throws -> GraphExecutor {
    let graph = try TFLiteImportHost.importGraph(
      TFLiteDecoder.decode(bytes, path: path), file: path, table: OperatorCatalog.tfliteImporters,
      runtime: options.arithmetic, notes: DiagnosticCollector())
    return GraphExecutor(graph: graph, progress: options.progress)
  }

  /// The graph and the samples to run it on. Where the data do not fit the shapes that the model's own declaration
  /// leads to, shapes come from the data.
  func loadSamples(
    _ file: ModelFile, _ request: VerificationRequest
  ) throws -> (Graph, [Sample]) {
    guard let path = request.data else {
      let graph = try importModel(file).graph
      let seeds = 0..<UInt64(max(1, request.samples ?? 3))
      return (
        graph, seeds.map { Sample(inputs: RandomTensors.inputs(of: graph, seed: request.seed &+ $0)) }
      )
    }
    let typed = Result { try typedSamples(file, path, request) }
    if case .success(let samples) = typed { return samples }
    if let raw = try? rawSamples(file, path, request) { return raw }
    return try typed.get()
  }

  private func typedSamples(
    _ file: ModelFile, _ path: String, _ request: VerificationRequest
  ) throws -> (Graph, [Sample]) {
    let graph = try importModel(file).graph
    let set = try DataSet.load(
      path, inputs: graph.typedInputs.map { ($0.name, $0.type) },
      outputs: graph.typedModelOutputs.map { ($0.name, $0.type) })
    return (graph, try (0..<min(set.count, request.samples ?? set.count)).map { try set[$0] })
  }

  private func rawSamples(
    _ file: ModelFile, _ path: String, _ request: VerificationRequest
  ) throws -> (Graph, [Sample]) {
    let (inputs, outputs) = (file.inputs, file.outputs)
    let all = try DataSet.loadRaw(path)
    let samples = try all.prefix(request.samples ?? all.count).map { raw in
      let tensors = try self.inputs(inputs, in: raw)
      let expected = try outputs.enumerated().compactMap { try raw.output($0, name: $1.name) }
      return Sample(inputs: tensors, expectedOutputs: expected.count == outputs.count ? expected : nil)
    }
    let bound = Dictionary(zip(inputs.map(\.name), samples.first?.inputs ?? [])) { first, _ in first }
    return (try importModel(file, boundInputs: bound).graph, Array(samples))
  }
}

extension Graph {
  /// LiteRT's default kernels may round integers otherwise; that is an error only where a tolerance says so.
  func isJudged(_ target: VerificationTarget, _ tolerance: Tolerance) -> Bool {
    target != .litert(.standard) || tolerance != .standard || !nodes.contains { $0.operator is Quantized }
  }
}

extension DiagnosticsError {
  /// Whether the model or this machine lacks what a target needs, as opposed to anything being wrong.
  fileprivate var isAboutTarget: Bool {
    let codes: [DiagnosticCode] = [.tfliteUnsupported, .cUnsupported, .invalidOption]
    return diagnostics.allSatisfy {
      codes.contains($0.code) || $0.message.hasPrefix("there is no C compiler")
    }
  }
}
