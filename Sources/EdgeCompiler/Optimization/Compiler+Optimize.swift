import EdgeIR
import EdgeONNX
import EdgeOps
import EdgeSupport
public import ONNXFormat

/// An ONNX model that computes what another one does with less.
public struct OptimizedModel {
  public let model: ONNXModel
  public let bytes: [UInt8]
  /// How many nodes the main graph had, and has; operators by name, most frequent first.
  public let nodes: (before: Int, after: Int)
  public let operators: [(name: String, before: Int, after: Int)]
  /// Whether it was run beside the original: nothing that was tried suits some models' inputs.
  public let isVerified: Bool
}

extension Compiler {
  /// Rewrites an ONNX model in ONNX's own operators, same opset, same inputs and outputs. The result is run beside the
  /// original on the same random inputs; with `verifyEach` after every pass.
  ///
  /// Where `--dim` or `--input-shape` fix shapes, the result has them fixed too. A leading dimension that stays open
  /// remains open, and nothing is derived from it.
  ///
  /// - Throws: `DiagnosticsError` with everything wrong with the model; E901 when a number changed.
  public func optimize(_ file: ModelFile) throws -> OptimizedModel {
    guard case .onnx(var model) = file.content else {
      throw DiagnosticsError([
        .error(
          .unrecognizedFormat, "expected an ONNX model, got a TFLite model", at: .init(file: file.path),
          hint: "`edgec convert` reads and rewrites TFLite models")
      ])
    }
    let original = try imported(model, file, options.importing)
    let verifier = try? EquivalenceVerifier(original.graph)
    let (before, opens) = (model.graph, model.openInputs(options.importing))
    for name in opens { noteOpenShape(of: name, file) }
    let facts = ModelFacts(model, original, hasOpenShapes: !opens.isEmpty)
    let remaining = opens.isEmpty ? ImportOptions() : options.importing
    if opens.isEmpty { model.graph.fixInterface(original.graph) }
    if model.irVersion < Self.versionWithPlainInitializers {
      // Before, every initializer had to be an input, too: being one said nothing.
      model.irVersion = Self.versionWithPlainInitializers
      model.graph.inputs = model.graph.formalInputs
    }
    for (step, pass) in OptimizationPass.all.enumerated() {
      options.progress?(Progress(.optimizing, done: step, total: OptimizationPass.all.count))
      pass.run(&model.graph, facts)
      if options.debugging.verifyEach {
        try verifier?.check(imported(model, file, remaining).graph, after: pass.name)
      }
    }
    if opens.isEmpty { model.graph.state(facts.types) }
    let bytes = try ONNXEncoder.encode(model)
    let decoded = try ONNXDecoder.decodeModel(bytes: bytes, path: file.path)
    try verifier?.check(imported(decoded, file, remaining).graph, after: "encode")
    options.progress?(Progress(.optimizing, done: 1, total: 1))
    return OptimizedModel(
      model: model, bytes: bytes, nodes: (before.nodes.count, model.graph.nodes.count),
      operators: Self.compare(before, model.graph), isVerified: verifier != nil)
  }

  /// From IR 4 on an initializer need not be an input.
  static let versionWithPlainInitializers = 4

  private func imported(
    _ model: ONNXModel, _ file: ModelFile, _ importing: ImportOptions
  ) throws -> ONNXHost.Result {
    try ONNXHost.importGraph(
      model, file: file.path, table: OperatorCatalog.importers, options: importing,
      notes: DiagnosticCollector())
  }

  private func noteOpenShape(of input: String, _ file: ModelFile) {
    diagnostics.emit(
      Diagnostic(
        .note, .dimensionPinned, "the shape of input '\(input)' stays open, so nothing is derived from it",
        at: .init(file: file.path, value: input),
        hint: "fix it with --dim or --input-shape, and more can be folded"))
  }

  private static func compare(
    _ before: ONNXGraph, _ after: ONNXGraph
  ) -> [(name: String, before: Int, after: Int)] {
    var counts: [String: (before: Int, after: Int)] = [:]
    for node in before.nodes { counts[node.spelled, default: (0, 0)].before += 1 }
    for node in after.nodes { counts[node.spelled, default: (0, 0)].after += 1 }
    return counts.sorted { ($1.value.before, $0.key) < ($0.value.before, $1.key) }
      .map { ($0.key, $0.value.before, $0.value.after) }
  }
}

extension ONNXModel {
  /// The inputs whose shapes neither the model nor the user fixes.
  fileprivate func openInputs(_ options: ImportOptions) -> [String] {
    graph.formalInputs.filter { options.inputShapes[$0.name] == nil }.filter { input in
      guard case .tensor(_, let shape)? = input.type, let shape else { return true }
      return shape.contains { dimension in
        switch dimension {
        case .value: false
        case .parameter(let name): options.dimensions[name] == nil
        case .unknown: true
        }
      }
    }.map(\.name)
  }
}

extension ONNXGraph {
  /// Declares inputs and outputs with the shapes that the imported graph has.
  fileprivate mutating func fixInterface(_ graph: Graph) {
    let types = Dictionary(
      graph.inputs.map { (graph[$0].name, graph[$0].type) }
        + graph.outputs.map { ($0.name, graph[$0.value].type) }
    ) { first, _ in first }
    let bounded = Set(graph.extents.map(\.output))
    for index in inputs.indices { inputs[index].fix(types[inputs[index].name]) }
    for index in outputs.indices where !bounded.contains(index) {
      outputs[index].fix(types[outputs[index].name])
    }
  }

  /// Says of every inner value which type it has.
  fileprivate mutating func state(_ types: [String: TensorType]) {
    let shown = outputNames
    let known = Set(valueInfo.map(\.name))
    for name in nodes.flatMap(\.outputs) where !name.isEmpty && !shown.contains(name) && !known.contains(name)
    {
      guard let type = types[name] else { continue }
      var info = ONNXValueInfo(name: name, type: nil)
      info.fix(type)
      valueInfo.append(info)
    }
  }
}

extension ONNXValueInfo {
  fileprivate mutating func fix(_ fixed: TensorType?) {
    guard let fixed else { return }
    type = .tensor(elementType: fixed.element.onnx, shape: fixed.shape.map { .value($0) })
  }
}
