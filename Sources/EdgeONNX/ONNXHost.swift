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
}

/// One import, step by step.
struct ImportDriver {
  let model: ONNXModel
  let file: String
  let table: ONNXImporterTable
  let options: ImportOptions
  var notes: [Diagnostic] = []

  private var opsets: [String: Int] = [:]

  init(model: ONNXModel, file: String, table: ONNXImporterTable, options: ImportOptions) {
    self.model = model
    self.file = file
    self.table = table
    self.options = options
  }

  mutating func run() throws -> ONNXHost.Result {
    try resolveOpsets()
    let order = try TopologicalOrder.of(model.graph)
    try checkOperators()
    var interface = InterfaceTypes(graph: model.graph, options: options)
    let inputs = try interface.resolve()
    notes += interface.notes

    var editor = GraphEditor(name: model.graph.name.isEmpty ? "model" : model.graph.name)
    let values = inputs.map { editor.addInput(name: $0.name, type: $0.type) }
    var bound: [ValueID: Tensor] = [:]
    for (value, input) in zip(values, inputs) { bound[value] = options.boundInputs[input.name] }
    let session = ImportSession(editor: editor, bound: bound)
    for (value, input) in zip(values, inputs) { session.scope[input.name] = value }
    try addInitializers(to: session)
    try addNodes(in: order, to: session)
    try addOutputs(to: session)
    session.editor.removeDeadNodes()
    let consulted = zip(values, inputs).filter { session.consulted.contains($0.0) }.map(\.1.name)
    return ONNXHost.Result(graph: session.editor.graph, consultedInputs: consulted)
  }

  func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var copy = diagnostic
    copy.location.file = file
    return copy
  }

  private mutating func resolveOpsets() throws {
    for opset in model.opsetImports { opsets[opset.domain] = opset.version }
    if opsets[""] == nil {
      guard model.graph.nodes.allSatisfy({ !$0.domain.isEmpty }) else {
        throw Diagnostic.error(
          .unsupportedOpset, "the model does not say which opset of the default domain it uses",
          hint: "re-export the model with a current exporter")
      }
    }
    if let version = opsets[""], !ONNXHost.supportedOpsets.contains(version) {
      let range = ONNXHost.supportedOpsets
      throw Diagnostic.error(
        .unsupportedOpset, "expected opset \(range.lowerBound) to \(range.upperBound), got \(version)",
        hint: "re-export the model with an opset in this range, or use onnx.version_converter")
    }
  }

  /// Every operator without an importer, one diagnostic for each kind.
  private func checkOperators() throws {
    var missing: [(kind: String, first: Int, count: Int)] = []
    for (index, node) in model.graph.nodes.enumerated() where importer(for: node) == nil {
      let kind = spelled(node)
      if let known = missing.firstIndex(where: { $0.kind == kind }) {
        missing[known].count += 1
      } else {
        missing.append((kind, index, 1))
      }
    }
    guard !missing.isEmpty else { return }
    throw DiagnosticsError(
      missing.map { entry in
        let node = model.graph.nodes[entry.first]
        return .error(
          .unsupportedOperator,
          "operator \(entry.kind) is not supported (\(entry.count) node\(entry.count == 1 ? "" : "s"))",
          at: location(of: node, entry.first),
          hint: "see docs/OPERATORS.md for what is; re-export without it or with another opset")
      })
  }

  private func addInitializers(to session: ImportSession) throws {
    var problems: [Diagnostic] = []
    for initializer in model.graph.initializers {
      if session.scope[initializer.name] != nil {
        problems.append(
          .error(.duplicateName, "two values have one name", at: .init(value: initializer.name)))
        continue
      }
      do {
        let tensor = try Tensor(onnx: initializer)
        session.scope[initializer.name] = session.editor.addConstant(tensor, name: initializer.name)
      } catch let diagnostic as Diagnostic {
        problems.append(diagnostic)
      }
    }
    for sparse in model.graph.sparseInitializers {
      problems.append(
        .error(
          .unsupportedElementType, "sparse initializers are not supported",
          at: .init(value: sparse.values.name),
          hint: "store the tensor densely"))
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  private func addNodes(in order: [Int], to session: ImportSession) throws {
    let declared = DeclaredTypes(graph: model.graph, options: options)
    var problems: [Diagnostic] = []
    for index in order {
      let node = model.graph.nodes[index]
      let location = location(of: node, index)
      let inputs = node.inputs.map { $0.isEmpty ? nil : session.scope[$0] ?? nil }
      if zip(node.inputs, inputs).contains(where: { !$0.isEmpty && $1 == nil }) {
        for output in node.outputs { session.scope[output] = .some(nil) }
        continue
      }
      do {
        let results = try importNode(node, index, inputs, session)
        for (name, value) in zip(node.outputs, results) where !name.isEmpty {
          try declared.check(name, session.editor.graph[value].type)
          session.scope[name] = value
        }
        for name in node.outputs.dropFirst(results.count) where !name.isEmpty {
          throw ImportError(.invalidInputs, "output '\(name)' is not one this operator has")
        }
      } catch let error {
        for output in node.outputs { session.scope[output] = .some(nil) }
        problems.append(diagnostic(for: error, location, inputs, session))
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  private func importNode(
    _ node: ONNXNode, _ index: Int, _ inputs: [ValueID?], _ session: ImportSession
  ) throws -> [ValueID] {
    guard let importer = importer(for: node) else {
      throw ImportError(.unsupportedOperator, "operator \(spelled(node)) is not supported")
    }
    let opset = opsets[node.domain] ?? 0
    let origin = Origin(name: node.name, operatorType: spelled(node), opset: opset, index: index)
    let context = ImportContext(node: node, opset: opset, inputs: inputs, session: session, origin: origin)
    let results = try importer.build(context)
    if let last = inputs.lastIndex(where: { $0 != nil }), last >= context.knownInputCount {
      throw ImportError(
        .invalidInputs, "expected at most \(context.knownInputCount) inputs, got \(last + 1)",
        hint: "the node does not follow its operator's definition; re-export the model")
    }
    for (name, value) in zip(node.outputs, results) where !name.isEmpty {
      let isNew = session.editor.graph.producer(of: value)?.origins == [origin]
      if isNew, session.editor.graph[value].name != name { session.editor.rename(value, to: name) }
    }
    return results
  }

  private func addOutputs(to session: ImportSession) throws {
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    for output in model.graph.outputs {
      guard seen.insert(output.name).inserted else {
        problems.append(.error(.duplicateName, "two outputs have one name", at: .init(value: output.name)))
        continue
      }
      guard case .some(.some(let value)) = session.scope[output.name] else {
        problems.append(
          .error(
            .danglingValue, "graph output is computed by no node", at: .init(value: output.name),
            hint: "re-export the model, or remove the output from the graph"))
        continue
      }
      session.editor.addOutput(name: output.name, value: value)
    }
    if model.graph.outputs.isEmpty {
      problems.append(
        .error(.malformedModel, "the graph has no outputs", hint: "re-export the model with its outputs"))
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  private func importer(for node: ONNXNode) -> ONNXImporter? {
    guard let version = opsets[node.domain] else { return nil }
    return table.importer(domain: node.domain, operatorType: node.operatorType, version: version)
  }

  private func spelled(_ node: ONNXNode) -> String {
    node.domain.isEmpty ? node.operatorType : "\(node.domain)::\(node.operatorType)"
  }

  private func location(of node: ONNXNode, _ index: Int) -> Diagnostic.Location {
    .init(node: node.name, nodeIndex: index, operatorType: spelled(node), opset: opsets[node.domain])
  }

  private func diagnostic(
    for error: any Error, _ location: Diagnostic.Location, _ inputs: [ValueID?], _ session: ImportSession
  ) -> Diagnostic {
    let types = inputs.map { input in
      input.map { "\(session.editor.graph[$0].name): \(session.editor.graph[$0].type)" } ?? "absent"
    }
    let notes = types.isEmpty ? [] : ["inputs \(types.joined(separator: ", "))"]
    switch error {
    case let error as ImportError:
      return .error(error.code, error.message, at: location, notes: notes, hint: error.hint)
    case let error as OperatorError:
      return .error(.invalidInputs, error.message, at: location, notes: notes)
    case var diagnostic as Diagnostic:
      diagnostic.location.node = location.node
      diagnostic.location.nodeIndex = location.nodeIndex
      diagnostic.location.operatorType = location.operatorType
      diagnostic.location.opset = location.opset
      return diagnostic
    default:
      return .error(.internalInvariant, "\(error)", at: location, notes: notes)
    }
  }
}
