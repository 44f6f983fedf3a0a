import EdgeIR
import EdgeSupport
import ONNXFormat

/// Imports the nodes of one graph or function into a graph under construction, without knowing what any node is.
struct GraphImporter {
  let environment: ImportEnvironment
  let frame: ImportFrame
  let scope: ImportScope

  var session: ImportSession { scope.session }

  /// - Throws: `DiagnosticsError` with every initializer that cannot be had.
  func addInitializers(_ graph: ONNXGraph) throws {
    var problems: [Diagnostic] = []
    func add(_ name: String, isNarrow: Bool = false, _ tensor: () throws -> Tensor) {
      if scope.defines(name) {
        problems.append(.error(.duplicateName, "two values have one name", at: .init(value: name)))
        return
      }
      do {
        let constant = session.editor.addConstant(try tensor(), name: scope.prefix + name)
        if isNarrow { session.narrowIntegers.insert(constant) }
        scope.define(name, as: .value(constant))
      } catch let diagnostic as Diagnostic {
        problems.append(diagnostic)
      } catch {
        problems.append(.error(.internalInvariant, "\(error)", at: .init(value: name)))
      }
    }
    for initializer in graph.initializers {
      add(initializer.name, isNarrow: initializer.elementType.isNarrowInteger) {
        try Tensor(widening: initializer)
      }
    }
    for sparse in graph.sparseInitializers { add(sparse.values.name) { try Tensor(onnx: sparse) } }
    if !problems.isEmpty { throw DiagnosticsError(problems.map(frame.located)) }
  }

  /// - Throws: `DiagnosticsError` with every node that fails for a reason of its own.
  func addNodes(_ nodes: [ONNXNode], in order: [Int], declared: DeclaredTypes) throws {
    var problems: [Diagnostic] = []
    for index in order {
      let node = nodes[index]
      do {
        guard let inputs = resolve(node.inputs) else { throw UpstreamFailure() }
        do {
          let results = try add(node, index, inputs)
          for (name, value) in zip(node.outputs, results) where !name.isEmpty {
            try declared.check(name, session.editor.graph[value].type, session.extents(of: value))
            scope.define(name, as: .value(value))
          }
          for name in node.outputs.dropFirst(results.count) where !name.isEmpty {
            throw ImportError(.invalidInputs, "output '\(name)' is not one this operator has")
          }
        } catch let error as DiagnosticsError {
          problems += error.diagnostics
          throw UpstreamFailure()
        } catch  where !(error is UpstreamFailure) {
          problems.append(diagnostic(for: error, node, index, inputs))
          throw UpstreamFailure()
        }
      } catch {
        for output in node.outputs { scope.define(output, as: .failed) }
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  /// The values that names stand for, nil for those left empty. Nil when one of them failed.
  private func resolve(_ names: [String]) -> [ValueID?]? {
    var values: [ValueID?] = []
    for name in names {
      switch name.isEmpty ? .absent : scope.find(name) ?? .failed {
      case .value(let value): values.append(value)
      case .absent: values.append(nil)
      case .failed: return nil
      }
    }
    return values
  }

  private func add(_ written: ONNXNode, _ index: Int, _ inputs: [ValueID?]) throws -> [ValueID] {
    try environment.countNode()
    let node = try withAttributes(of: frame, written)
    let origin = Origin(
      name: frame.name(of: node, index), operatorType: node.spelled, opset: frame.opsets[node.domain] ?? 0,
      index: frame.callers.first?.index ?? index,
      inner: frame.callers.isEmpty ? [] : frame.callers.dropFirst().map(\.index) + [index])
    let results: [ValueID]
    switch environment.meaning(of: node, opsets: frame.opsets) {
    case nil: throw ImportError(.unsupportedOperator, "operator \(node.spelled) is not supported")
    case .function(let function, let key):
      results = try call(function, key, node, index, inputs)
    case .importer(let importer):
      try ONNXSchema.of(node.operatorType, domain: node.domain, version: origin.opset)?
        .check(node, inputs.map { $0.map { session.editor.graph[$0].type } })
      try refuseNarrowIntegers(among: inputs, of: importer)
      let build = { inputs in
        try self.build(
          importer, ImportContext(node: node, index: index, inputs: inputs, importer: self, origin: origin),
          inputs)
      }
      results = try session.orExact(inputs, build, for: origin)
    }
    for (name, value) in zip(node.outputs, results) where !name.isEmpty {
      let wish = scope.prefix + name
      if isMade(value, by: origin), session.editor.graph[value].name != wish {
        session.editor.rename(value, to: wish)
      }
    }
    return results
  }

  private func build(
    _ importer: ONNXImporter, _ context: ImportContext, _ inputs: [ValueID?]
  ) throws -> [ValueID] {
    let results = try session.noticing(inputs) { try importer.build(context) }
    if let last = inputs.lastIndex(where: { $0 != nil }), last >= context.knownInputCount {
      throw ImportError(
        .invalidInputs, "expected at most \(context.knownInputCount) inputs, got \(last + 1)",
        hint: "the node does not follow its operator's definition; re-export the model")
    }
    return results
  }

  /// Narrow integers are held in a byte each: only operators that know may read them, or results would be of another
  /// type than the model says.
  private func refuseNarrowIntegers(among inputs: [ValueID?], of importer: ONNXImporter) throws {
    guard !importer.readsNarrowIntegers,
      let value = inputs.lazy.compactMap({ $0 }).first(where: session.narrowIntegers.contains)
    else { return }
    throw ImportError(
      .unsupportedElementType,
      "\(importer.operatorType) does not read integers of less than 8 bits, as '\(session.editor.graph[value].name)' is",
      hint: "such integers can be weights that a DequantizeLinear reads")
  }

  /// Whether a value was computed for a node, or for one inside it.
  private func isMade(_ value: ValueID, by origin: Origin) -> Bool {
    guard let producer = session.editor.graph.producer(of: value), let made = producer.origins.first else {
      return false
    }
    return made.index == origin.index && made.inner.starts(with: origin.inner)
  }

  /// The node with the values that its function's call gives its attributes. An attribute that refers to one which
  /// the call leaves out is itself left out.
  private func withAttributes(of frame: ImportFrame, _ node: ONNXNode) throws -> ONNXNode {
    guard node.attributes.contains(where: { $0.referencedName != nil }) else { return node }
    guard let given = frame.attributes else {
      throw ImportError(
        .invalidAttribute, "an attribute refers to one of a function, but the node is in none",
        hint: "re-export the model")
    }
    var node = node
    node.attributes = node.attributes.compactMap { attribute in
      guard let name = attribute.referencedName else { return attribute }
      return given[name].map { ONNXAttribute(name: attribute.name, value: $0) }
    }
    return node
  }

  private func diagnostic(
    for error: any Error, _ node: ONNXNode, _ index: Int, _ inputs: [ValueID?]
  ) -> Diagnostic {
    let location = frame.location(of: node, index)
    let types = inputs.map { input in
      input.map { "\(session.editor.graph[$0].name): \(session.editor.graph[$0].type)" } ?? "absent"
    }
    let notes = (types.isEmpty ? [] : ["inputs \(types.joined(separator: ", "))"]) + frame.notes
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
