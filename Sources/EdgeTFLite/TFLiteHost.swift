public import EdgeIR
import EdgeSupport
public import TFLiteFormat

/// Lowers a whole graph, node by node, without knowing what any node is.
public enum TFLiteHost {
  /// A model and, for each of its operators, the node it comes from.
  public struct Result {
    public let model: TFLiteModel
    public let sources: [NodeID?]
  }

  /// - Parameters:
  ///   - inputNames: the names under which the caller knows the inputs, in order.
  ///   - metadata: entries that travel in the file, in order.
  /// - Throws: `DiagnosticsError` with one E501 for every node that TFLite, or the target's runtime, cannot express.
  public static func lower(
    _ graph: Graph, target: TFLiteTarget, description: String, metadata: [TFLiteMetadata]
  ) throws -> Result {
    var builder = TFLiteBuilder(graph: graph, target: target, outputNames: outputNames(graph))
    let inputs = graph.inputs.map { builder.tensor($0) }
    var problems: [Diagnostic] = []
    for node in graph.nodes {
      builder.begin(node.id)
      if let refusal = lower(node, into: &builder) { problems.append(diagnostic(refusal, node, graph)) }
    }
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
    builder.begin(nil)
    let outputs = showOutputs(&builder)
    builder.protectSharedMemory(outputs: outputs)
    let subgraph = TFLiteSubgraph(
      name: graph.name, tensors: builder.tensors, inputs: inputs, outputs: outputs,
      operators: builder.operators)
    let signature = TFLiteSignature(
      key: "serving_default", subgraph: 0,
      inputs: zip(graph.inputs, inputs).map { .init(name: graph[$0].name, tensor: $1) },
      outputs: zip(graph.outputs, outputs).map { .init(name: $0.name, tensor: $1) })
    let model = TFLiteModel(
      description: description, subgraphs: [subgraph] + builder.subgraphs, metadata: metadata,
      signatures: [signature])
    return Result(model: model, sources: builder.sources)
  }

  /// Why TFLite has no form for a node as it stands; nil when it has one.
  public static func refusal(of node: Node, in graph: Graph, target: TFLiteTarget) -> TFLiteRefusal? {
    var scratch = TFLiteBuilder(graph: graph, target: target, outputNames: [:])
    return lower(node, into: &scratch)
  }

  /// Writes a node; why TFLite has no form for it when it has none.
  static func lower(_ node: Node, into builder: inout TFLiteBuilder) -> TFLiteRefusal? {
    guard let op = node.operator as? any TFLiteLowering else {
      let reason = indecomposable(node, builder.graph)
      return TFLiteRefusal(reason ?? "TFLite has no form for \(node.operator.name)")
    }
    let first = builder.operators.count
    do {
      try op.lower(node, into: &builder)
      return illegal(builder.operators[first...], builder)
    } catch let refusal as TFLiteRefusal {
      return refusal
    } catch {
      return TFLiteRefusal("\(error)")
    }
  }

  /// What the target's runtime lacks of what a lowering has said; nil when it runs all of it.
  private static func illegal(
    _ operators: ArraySlice<TFLiteOperator>, _ builder: TFLiteBuilder
  ) -> TFLiteRefusal? {
    var violations: [String] = []
    for node in operators {
      for violation in builder.target.registry.violations(node, builder.tensors)
      where !violations.contains(violation) {
        violations.append(violation)
      }
    }
    guard !violations.isEmpty else { return nil }
    let hint =
      switch builder.target {
      case .litert: "cast to float32 in the model, or use `edgec emit-c`"
      case .tflm: "use `edgec emit-c`, or --target litert where LiteRT is an alternative"
      }
    return TFLiteRefusal(violations.joined(separator: "; "), hint: hint)
  }

  /// What keeps an operator that TFLite lacks from being said in simpler ones, where it knows.
  private static func indecomposable(_ node: Node, _ graph: Graph) -> String? {
    guard let op = node.operator as? any Decomposing else { return nil }
    var scratch = DecompositionBuilder(GraphEditor(graph), replacing: node)
    do {
      _ = try op.decompose(node, into: &scratch)
      return nil
    } catch let error as OperatorError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  /// The name each computed output value carries in the file: that of the first output showing it.
  private static func outputNames(_ graph: Graph) -> [ValueID: String] {
    var names: [ValueID: String] = [:]
    for output in graph.outputs where graph[output.value].producer != nil && names[output.value] == nil {
      names[output.value] = output.name
    }
    return names
  }

  /// The output tensors. An input, a constant or an already shown value is copied, so that each output is a
  /// tensor of its own under its own name.
  private static func showOutputs(_ builder: inout TFLiteBuilder) -> [TFLiteBuilder.TensorIndex] {
    var shown: Set<ValueID> = []
    let graph = builder.graph
    return graph.outputs.map { output in
      let source = builder.tensor(output.value)
      let isFirst = shown.insert(output.value).inserted
      if isFirst, graph[output.value].producer != nil { return source }
      let copy = builder.temporary(graph[output.value].type, name: output.name)
      builder.reshape(source, to: copy)
      return copy
    }
  }

  private static func diagnostic(_ refusal: TFLiteRefusal, _ node: Node, _ graph: Graph) -> Diagnostic {
    let origin = node.origins.first
    let types = node.inputs.map { $0.map { "\(graph[$0].name): \(graph[$0].type)" } ?? "absent" }
    return .error(
      .tfliteUnsupported, refusal.reason,
      at: .init(
        node: origin?.name, nodeIndex: origin?.index, operatorType: origin?.operatorType,
        opset: origin?.opset),
      notes: ["inputs \(types.joined(separator: ", "))"],
      hint: refusal.hint ?? "use `edgec emit-c`, which may support it")
  }
}
