public import EdgeIR
internal import EdgeSupport

/// Lowers a whole graph to C, node by node, without knowing what any node is.
public enum CHost {
  /// - Throws: `DiagnosticsError` with one E601 for every node and every value that C cannot express; E107 for tensors
  ///   beyond what the planner accepts.
  public static func lower(_ graph: Graph, options: COptions) throws -> CProgram {
    let problems = interfaceRefusals(graph)
    let nodes: [CLoweredNode]
    do {
      nodes = try lower(graph, options)
    } catch let error as DiagnosticsError {
      throw DiagnosticsError(problems + error.diagnostics)
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    do {
      let chosen = try KernelSelection(graph: graph, options: options).choose(nodes)
      let schedule = try CSchedule.smallest(graph, chosen, for: options.target)
      return try CProgram(graph: graph, nodes: chosen, schedule: schedule, options: options)
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([diagnostic])
    }
  }

  /// How each node, in the graph's order, may be computed.
  private static func lower(_ graph: Graph, _ options: COptions) throws -> [CLoweredNode] {
    var problems = graph.values.compactMap { sizeRefusal($0.value) }
    var nodes: [CLoweredNode] = []
    for node in graph.nodes {
      do {
        guard let op = node.operator as? any CLowering else {
          throw CRefusal("\(node.operator.name) has no C form")
        }
        let context = CNode(
          inputs: graph.inputTypes(of: node), outputs: node.outputs.map { graph[$0].type },
          constants: node.inputs.indices.map { graph.constant(node, $0) }, target: options.target)
        let kernels = try (op as? any CVariantLowering)?.variantsInC(context) ?? .init(op.lowerToC(context))
        let graphs = kernels.fastest.computation.control?.graphs ?? []
        nodes.append(
          CLoweredNode(
            kernels: kernels, subprograms: try graphs.map { try subprogram($0, options) },
            inputBytes: context.constants.map { $0?.type.sizeInBytes ?? 0 }))
      } catch let refusal as CRefusal {
        problems.append(diagnostic(refusal, node, graph))
      } catch let error as DiagnosticsError {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
    return nodes
  }

  private static func subprogram(_ graph: Graph, _ options: COptions) throws -> CSubprogram {
    let nodes = try lower(graph, options)
    do {
      let chosen = try KernelSelection(graph: graph, options: options).choose(nodes, inputsArePassed: true)
      return CSubprogram(
        graph: graph,
        schedule: try CSchedule.smallest(
          graph, chosen, for: options.target, inputsArePassed: true))
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([diagnostic])
    }
  }

  /// Kernels count elements in 32 bits.
  private static func sizeRefusal(_ value: Value) -> Diagnostic? {
    guard value.type.elementCount > Int(Int32.max) else { return nil }
    return .error(
      .cUnsupported, "expected fewer than 2^31 elements, got \(value.type)", at: .init(value: value.name),
      hint: "check the shapes given with --input-shape and --dim")
  }

  /// C99 has no 16-bit float to show to a caller.
  private static func interfaceRefusals(_ graph: Graph) -> [Diagnostic] {
    let ports = graph.inputs.map { (graph[$0].name, $0) } + graph.outputs.map { ($0.name, $0.value) }
    return ports.filter { graph[$0.1].type.element == .float16 }.map { name, value in
      .error(
        .cUnsupported, "C99 has no type for the elements of \(graph[value].type)", at: .init(value: name),
        hint: "convert the model to float32")
    }
  }

  private static func diagnostic(_ refusal: CRefusal, _ node: Node, _ graph: Graph) -> Diagnostic {
    let origin = node.origins.first
    let types = node.inputs.map { $0.map { "\(graph[$0].name): \(graph[$0].type)" } ?? "absent" }
    return .error(
      .cUnsupported, refusal.reason,
      at: .init(
        node: origin?.name, nodeIndex: origin?.index,
        operatorType: origin?.operatorType ?? node.operator.name,
        opset: origin?.opset),
      notes: ["inputs \(types.joined(separator: ", "))"],
      hint: refusal.hint ?? "use `edgec convert`, which may support it")
  }
}
