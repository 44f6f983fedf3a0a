public import EdgeIR
public import EdgeSupport
public import ONNXFormat

/// Turns an ONNX model into a graph, node by node, without knowing what any node is.
public enum ONNXHost {
  public static let supportedOpsets = 1...28

  public struct Result: Sendable {
    public let graph: Graph
    /// Names of the bound inputs whose contents decided shapes: the graph is right only for these contents.
    public let consultedInputs: [String]
    /// The graph before what no output needs was removed, and the main graph's values in it by their names.
    public let completeGraph: Graph
    public let values: [String: ValueID]
    /// Those of these values of which only a part holds data.
    public let partialValues: Set<ValueID>
  }

  /// - Parameters:
  ///   - file: the model's path, for messages.
  ///   - notes: receives what was assumed on the user's behalf.
  /// - Throws: `DiagnosticsError` with everything that is wrong: all unsupported operators at once, then every
  ///   independent problem of single nodes.
  public static func importGraph(
    _ model: ONNXModel, file: String, table: ONNXImporterTable, options: ImportOptions,
    notes: DiagnosticCollector
  ) throws -> Result {
    var driver = ImportDriver(model: model, file: file, table: table, options: options)
    do {
      let result = try driver.run()
      driver.notes.forEach(notes.emit)
      return result
    } catch let error as DiagnosticsError {
      throw DiagnosticsError(error.diagnostics.map { driver.located($0) })
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([driver.located(diagnostic)])
    }
  }

  /// - Throws: `Diagnostic` E202 when nodes of the default domain have no opset, or one that edgec does not know.
  static func checkOpset(_ opsets: [String: Int], of nodes: [ONNXNode]) throws {
    guard let version = opsets[""] else {
      if nodes.allSatisfy({ !$0.domain.isEmpty }) { return }
      throw Diagnostic.error(
        .unsupportedOpset, "the model does not say which opset of the default domain it uses",
        hint: "re-export the model with a current exporter")
    }
    guard supportedOpsets.contains(version) else {
      throw Diagnostic.error(
        .unsupportedOpset,
        "expected opset \(supportedOpsets.lowerBound) to \(supportedOpsets.upperBound), got \(version)",
        hint: "re-export the model with an opset in this range, or use onnx.version_converter")
    }
  }
}

/// One import, step by step.
struct ImportDriver {
  let model: ONNXModel
  let file: String
  let table: ONNXImporterTable
  let options: ImportOptions
  var notes: [Diagnostic] = []

  init(model: ONNXModel, file: String, table: ONNXImporterTable, options: ImportOptions) {
    self.model = model
    self.file = file
    self.table = table
    self.options = options
  }

  mutating func run() throws -> ONNXHost.Result {
    let opsets = Dictionary(model.opsetImports.map { ($0.domain, $0.version) }) { $1 }
    try ONNXHost.checkOpset(opsets, of: model.graph.nodes)
    let frame = ImportFrame(opsets: opsets)
    let environment = ImportEnvironment(
      table: table, functions: try FunctionTable(model.functions), options: options)
    try ModelCheck.run(model.graph, frame, environment)
    var interface = InterfaceTypes(graph: model.graph, options: options)
    let inputs = try interface.resolve()
    notes += interface.notes

    var editor = GraphEditor(name: model.graph.name.isEmpty ? "model" : model.graph.name)
    let values = inputs.map { editor.addInput(name: $0.name, type: $0.type) }
    var bound: [ValueID: Tensor] = [:]
    for (value, input) in zip(values, inputs) { bound[value] = options.boundInputs[input.name] }
    let session = ImportSession(
      editor: editor, bound: bound, vocabulary: table.vocabulary, keepsQuantization: options.keepsQuantization
    )
    let importer = GraphImporter(environment: environment, frame: frame, scope: ImportScope(session))
    for (value, input) in zip(values, inputs) { importer.scope.define(input.name, as: .value(value)) }
    try importer.addInitializers(model.graph)
    try importer.addNodes(
      model.graph.nodes, in: TopologicalOrder.of(model.graph.nodes, given: model.graph.givenNames),
      declared: DeclaredTypes(model.graph.valueInfo + model.graph.outputs, options: options))
    try addOutputs(to: session, importer.scope)
    let complete = session.editor.graph
    session.editor.removeDeadNodes()
    let consulted = zip(values, inputs).filter { session.consulted.contains($0.0) }.map(\.1.name)
    let named = namedValues(importer.scope)
    return ONNXHost.Result(
      graph: session.editor.graph, consultedInputs: consulted, completeGraph: complete, values: named,
      partialValues: Set(named.values.filter { !session.extents(of: $0).isEmpty }))
  }

  private func namedValues(_ scope: ImportScope) -> [String: ValueID] {
    let names = model.graph.givenNames + model.graph.nodes.flatMap(\.outputs)
    let pairs = names.compactMap { name -> (String, ValueID)? in
      guard case .value(let value) = scope.find(name) else { return nil }
      return (name, value)
    }
    return Dictionary(pairs) { first, _ in first }
  }

  func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var copy = diagnostic
    copy.location.file = file
    return copy
  }

  private func addOutputs(to session: ImportSession, _ scope: ImportScope) throws {
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    for output in model.graph.outputs {
      guard seen.insert(output.name).inserted else {
        problems.append(.error(.duplicateName, "two outputs have one name", at: .init(value: output.name)))
        continue
      }
      guard case .value(let value) = scope.find(output.name) else {
        problems.append(
          .error(
            .danglingValue, "graph output is computed by no node", at: .init(value: output.name),
            hint: "re-export the model, or remove the output from the graph"))
        continue
      }
      session.editor.addOutput(name: output.name, value: value)
    }
    try session.addCounts()
    if model.graph.outputs.isEmpty {
      problems.append(
        .error(.malformedModel, "the graph has no outputs", hint: "re-export the model with its outputs"))
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }
}
