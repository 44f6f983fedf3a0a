import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat

/// What is known of the values of a model's main graph, by name, as far as the model can be imported and run.
struct ValueFacts {
  /// Types of the values of one fixed size. Behind nodes that cannot be imported they are guesses: a test decides
  /// whether they will do.
  let types: [String: TensorType]
  /// Those that follow from constants and shapes alone.
  let constants: [String: Tensor]
  /// What the values are in a run on the candidate's inputs; empty where it cannot be run.
  let recorded: [String: Tensor]
  /// Whether edgec imports the whole model.
  let isComplete: Bool

  /// Beyond this numbers are not recorded, so that nothing can be cut off in front.
  private static let recordedLimitInBytes = 1 << 32

  init(_ candidate: ReductionCandidate) {
    let (model, result) = Self.importedPart(candidate.model)
    isComplete = model.graph.nodes.count == candidate.model.graph.nodes.count && result != nil
    guard let result else {
      (types, constants, recorded) = (candidate.model.graph.guessedTypes([:]), [:], candidate.inputs)
      return
    }
    let known = result.values.filter { !result.partialValues.contains($0.value) }
      .mapValues { result.completeGraph[$0].type.plain }
    types = isComplete ? known : candidate.model.graph.guessedTypes(known)
    constants = ModelFacts(model, result, hasOpenShapes: false).constants
    recorded = Self.record(candidate, result, types)
  }

  /// Whether edgec imports a model.
  static func imports(_ model: ONNXModel) -> Bool { (try? imported(model)) != nil }

  static func imported(_ model: ONNXModel) throws -> ONNXHost.Result {
    try ONNXHost.importGraph(
      model, file: "", table: OperatorCatalog.importers, options: ImportOptions(),
      notes: DiagnosticCollector())
  }

  /// As much of a model as can be imported: nodes that cannot are left out, with those that depend on them.
  private static func importedPart(_ whole: ONNXModel) -> (ONNXModel, ONNXHost.Result?) {
    var model = whole
    for _ in 0..<16 {
      do {
        return (model, try imported(model))
      } catch let error as DiagnosticsError {
        guard model.graph.removeNodes(named: error.diagnostics) else { break }
      } catch {
        break
      }
    }
    return (model, nil)
  }

  private static func record(
    _ candidate: ReductionCandidate, _ result: ONNXHost.Result, _ types: [String: TensorType]
  ) -> [String: Tensor] {
    var recorded = candidate.inputs
    let bytes = types.values.reduce(0) { sum, type in
      let (total, overflow) = sum.addingReportingOverflow(type.sizeInBytes)
      return overflow ? .max : total
    }
    let graph = result.completeGraph
    let inputs = graph.inputs.compactMap { candidate.inputs[graph[$0].name] }
    guard bytes <= recordedLimitInBytes, inputs.count == graph.inputs.count else { return recorded }
    var computed: [ValueID: Tensor] = [:]
    // A kernel that refuses its data ends the record; what came before is as good as ever.
    _ = try? Interpreter(graph).run(inputs) { _, id, tensor in computed[id] = tensor }
    for (name, id) in result.values where types[name] != nil && !result.partialValues.contains(id) {
      if let tensor = computed[id] { recorded[name] = tensor.as(tensor.type.plain) }
    }
    return recorded
  }
}

extension ONNXGraph {
  /// Adds types to those known: what the graph declares, otherwise that of the first input of the node in question.
  fileprivate func guessedTypes(_ known: [String: TensorType]) -> [String: TensorType] {
    var types = known
    for info in inputs + valueInfo + outputs where types[info.name] == nil {
      types[info.name] = info.fixedType
    }
    for node in nodes {
      guard let type = node.inputs.lazy.compactMap({ types[$0] }).first else { continue }
      for output in node.outputs where types[output] == nil { types[output] = type }
    }
    return types
  }

  /// Removes the nodes that diagnostics are about and all that depend on them. What is left has one output.
  ///
  /// - Returns: Whether something was removed and something is left.
  fileprivate mutating func removeNodes(named diagnostics: [Diagnostic]) -> Bool {
    let indices = Set(diagnostics.compactMap(\.location.nodeIndex))
    let unknown = Set(
      diagnostics.filter { $0.code == .unsupportedOperator }.compactMap(\.location.operatorType))
    var lost: Set<String> = []
    var kept: [ONNXNode] = []
    for (index, node) in nodes.enumerated() {
      let isBad = indices.contains(index) || unknown.contains(node.spelled)
      if isBad || node.readNames.contains(where: lost.contains) {
        lost.formUnion(node.outputs)
      } else {
        kept.append(node)
      }
    }
    let last = kept.last?.outputs.first { !$0.isEmpty } ?? formalInputs.last?.name
    guard kept.count < nodes.count, let last else { return false }
    nodes = kept
    outputs = [ONNXValueInfo(name: last, type: nil)]
    valueInfo.removeAll { lost.contains($0.name) }
    return true
  }
}
