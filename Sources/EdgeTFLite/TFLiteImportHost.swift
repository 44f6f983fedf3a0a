public import EdgeIR
public import EdgeSupport
public import TFLiteFormat

/// Turns a TFLite model into a graph, operator by operator, without knowing what any operator is.
///
/// Read are models of floats, plain and quantized integers: the main subgraph, with the shapes that the file stores.
public enum TFLiteImportHost {
  /// - Parameters:
  ///   - file: the model's path, for messages.
  ///   - runtime: whose arithmetic quantized operators are to have.
  ///   - notes: receives what was assumed on the user's behalf.
  /// - Returns: the graph, whose inputs and outputs have the file's order and the names of the signature, or of the
  ///   tensors when there is none.
  /// - Throws: `DiagnosticsError` with everything that is wrong: all unsupported operators at once, then what the
  ///   operators hand to each other, then every independent problem of single operators.
  public static func importGraph(
    _ model: TFLiteModel, file: String, table: TFLiteImporterTable, runtime: TFLiteTarget = .litert,
    notes: DiagnosticCollector
  ) throws -> Graph {
    func located(_ diagnostic: Diagnostic) -> Diagnostic {
      var copy = diagnostic
      copy.location.file = file
      return copy
    }
    do {
      guard let subgraph = model.subgraphs.first else {
        throw Diagnostic.error(.malformedModel, "no subgraphs, expected at least one")
      }
      let driver = TFLiteImportDriver(model, subgraph, table: table, runtime: runtime)
      let graph = try driver.run()
      driver.interfaceNotes.map(located).forEach(notes.emit)
      return graph
    } catch let error as DiagnosticsError {
      throw DiagnosticsError(error.diagnostics.map(located))
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([located(diagnostic)])
    }
  }
}

/// One import, step by step.
struct TFLiteImportDriver {
  let subgraph: TFLiteSubgraph
  let interface: TFLiteInterface
  let table: TFLiteImporterTable
  let runtime: TFLiteTarget
  let nesting: SubgraphNesting

  init(
    _ model: TFLiteModel, _ subgraph: TFLiteSubgraph, table: TFLiteImporterTable, runtime: TFLiteTarget
  ) {
    self.init(
      subgraph: subgraph, interface: TFLiteInterface(model), table: table, runtime: runtime,
      nesting: SubgraphNesting(model.subgraphs))
  }

  init(
    subgraph: TFLiteSubgraph, interface: TFLiteInterface, table: TFLiteImporterTable, runtime: TFLiteTarget,
    nesting: SubgraphNesting
  ) {
    self.subgraph = subgraph
    self.interface = interface
    self.table = table
    self.runtime = runtime
    self.nesting = nesting
  }

  func run() throws -> Graph {
    try checkOperators()
    var checks = SubgraphChecks(subgraph)
    try checks.run()
    let session = TFLiteImportSession(subgraph)
    for (position, tensor) in subgraph.inputs.enumerated() {
      let type = try TensorType(tflite: subgraph.tensors[tensor])
      session.set(tensor, .value(session.editor.addInput(name: interface.inputs[position].name, type: type)))
    }
    try addNodes(to: session)
    try addOutputs(to: session)
    session.editor.removeDeadNodes()
    return session.editor.graph
  }

  /// One note for each input that the model takes in several sizes.
  var interfaceNotes: [Diagnostic] {
    zip(subgraph.inputs, interface.inputs).compactMap { index, input in
      let tensor = subgraph.tensors[index]
      guard let signature = tensor.shapeSignature, signature.contains(-1) else { return nil }
      return Diagnostic(
        .note, .dimensionPinned,
        "the model takes shapes \(signature), where -1 is any size; taken as \(tensor.shape)",
        at: .init(value: input.name))
    }
  }

  /// Every operator without an importer, one diagnostic for each kind.
  func checkOperators() throws {
    var missing: [(kind: String, first: Int, count: Int)] = []
    var positions: [String: Int] = [:]
    for (index, node) in subgraph.operators.enumerated() where table.importer(node.code) == nil {
      if let known = positions[node.spelled] {
        missing[known].count += 1
      } else {
        positions[node.spelled] = missing.count
        missing.append((node.spelled, index, 1))
      }
    }
    guard !missing.isEmpty else { return }
    throw DiagnosticsError(
      missing.map { entry in
        .error(
          .unsupportedOperator,
          "operator \(entry.kind) is not supported (\(entry.count) node\(entry.count == 1 ? "" : "s"))",
          at: subgraph.location(of: entry.first), hint: "convert the model from ONNX instead")
      })
  }

  func addNodes(to session: TFLiteImportSession) throws {
    var problems: [Diagnostic] = []
    for (index, node) in subgraph.operators.enumerated() {
      var inputs: [ValueID?] = []
      do {
        guard let resolved = try resolve(node.inputs, session) else {
          node.outputs.forEach { session.set($0, .failed) }
          continue
        }
        inputs = resolved
        let results = try importNode(node, index, inputs, session)
        for (tensor, value) in zip(node.outputs, results) {
          try check(subgraph.tensors[tensor], session.editor.graph[value].type)
          session.set(tensor, .value(value))
        }
      } catch let error as DiagnosticsError {
        node.outputs.forEach { session.set($0, .failed) }
        problems += error.diagnostics
      } catch {
        node.outputs.forEach { session.set($0, .failed) }
        problems.append(diagnostic(for: error, index, inputs, session))
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  /// Nil when an input's operator has failed.
  private func resolve(_ tensors: [Int], _ session: TFLiteImportSession) throws -> [ValueID?]? {
    var values: [ValueID?] = []
    for tensor in tensors {
      guard tensor >= 0 else {
        values.append(nil)
        continue
      }
      guard case .value(let value) = try session.resolve(tensor) else { return nil }
      values.append(value)
    }
    return values
  }

  private func importNode(
    _ node: TFLiteOperator, _ index: Int, _ inputs: [ValueID?], _ session: TFLiteImportSession
  ) throws -> [ValueID] {
    guard let importer = table.importer(node.code) else {
      throw TFLiteImportError(.unsupportedOperator, "operator \(node.spelled) is not supported")
    }
    let origin = Origin(
      name: subgraph.nodeName(index), operatorType: node.spelled, opset: node.version, index: index)
    let declared = node.outputs.map { try? TensorType(tflite: subgraph.tensors[$0]) }
    let context = TFLiteImportContext(
      node: node, inputs: inputs, declaredOutputs: declared, session: session, driver: self,
      origin: origin)
    let results = try importer.build(context)
    guard results.count == node.outputs.count else {
      throw TFLiteImportError(
        .invalidInputs, "expected \(results.count) outputs, got \(node.outputs.count)")
    }
    for (tensor, value) in zip(node.outputs, results) {
      let name = subgraph.tensors[tensor].name
      let isNew = session.editor.graph.producer(of: value)?.origins == [origin]
      if isNew, !name.isEmpty, session.editor.graph[value].name != name {
        session.editor.rename(value, to: name)
      }
    }
    return results
  }

  /// Throws unless a computed tensor has the declared type. Older files leave an unknown rank empty.
  func check(_ declared: TFLiteTensor, _ actual: TensorType) throws {
    let isUnranked = declared.shape.isEmpty && !declared.hasRank
    let signature = declared.shapeSignature ?? declared.shape
    let fits =
      isUnranked
      || (declared.shape.count == actual.rank && signature.count == actual.rank
        && zip(zip(declared.shape, signature), actual.shape).allSatisfy { $0.0 == $1 || $0.1 == -1 })
    guard fits, ElementType(tflite: declared.type) == actual.element else {
      throw TFLiteImportError(
        .shapeMismatch,
        "the model declares '\(declared.name)' as \(declared.type.schemaName)\(declared.shape), "
          + "its operators compute \(actual)",
        hint: "convert the model again")
    }
    let quantization = try Quantization.read(declared, type: actual.plain)
    guard quantization == actual.quantization else {
      throw TFLiteImportError(
        .shapeMismatch,
        "the model declares '\(declared.name)' with \(described(quantization)), its operators compute "
          + described(actual.quantization),
        hint: "the operator keeps the scale of its input; quantize the model again")
    }
  }

  private func described(_ quantization: Quantization?) -> String {
    quantization.map { "scale and zero point \($0)" } ?? "plain integers"
  }

  private func addOutputs(to session: TFLiteImportSession) throws {
    for (tensor, output) in zip(subgraph.outputs, interface.outputs) {
      guard case .value(let value) = try session.resolve(tensor) else {
        throw Diagnostic.error(
          .danglingValue, "graph output is computed by no operator", at: .init(value: output.name))
      }
      session.editor.addOutput(name: output.name, value: value)
    }
  }

  private func diagnostic(
    for error: any Error, _ index: Int, _ inputs: [ValueID?], _ session: TFLiteImportSession
  ) -> Diagnostic {
    let location = subgraph.location(of: index)
    let types = inputs.map { input in
      input.map { "\(session.editor.graph[$0].name): \(session.editor.graph[$0].type)" } ?? "absent"
    }
    let notes = types.isEmpty ? [] : ["inputs \(types.joined(separator: ", "))"]
    switch error {
    case let error as TFLiteImportError:
      return .error(error.code, error.message, at: location, notes: notes, hint: error.hint)
    case let error as OperatorError:
      return .error(.invalidInputs, error.message, at: location, notes: notes)
    case var diagnostic as Diagnostic:
      let value = diagnostic.location.value
      diagnostic.location = location
      diagnostic.location.value = value
      return diagnostic
    default:
      return .error(.internalInvariant, "\(error)", at: location, notes: notes)
    }
  }
}

extension TFLiteOperator {
  /// The operator as the schema spells it, a custom one with its name.
  var spelled: String { customCode.map { "CUSTOM::\($0)" } ?? code.schemaName }
}

extension TFLiteSubgraph {
  /// Operators have no names of their own: what the first output is called.
  func nodeName(_ index: Int) -> String { operators[index].outputs.first.map { tensors[$0].name } ?? "" }

  func location(of index: Int) -> Diagnostic.Location {
    let node = operators[index]
    return .init(
      node: nodeName(index), nodeIndex: index, operatorType: node.spelled, opset: node.version)
  }
}
