import EdgeIR
import EdgeSupport
import ONNXFormat

extension GraphImporter {
  /// Adds the nodes of a graph inside `node` to the graph under construction.
  ///
  /// - Parameter arguments: what the nested graph's inputs stand for.
  /// - Returns: the values of its outputs.
  func inline(
    _ graph: ONNXGraph, in node: ONNXNode, _ index: Int, _ arguments: [ValueID]
  ) throws -> [ValueID] {
    let frame = try frame.inside(node, index)
    let inner = GraphImporter(
      environment: environment, frame: frame,
      scope: ImportScope(session, prefix: prefix(node), inside: scope))
    let formals = graph.formalInputs
    guard formals.count == arguments.count else {
      throw ImportError(
        .invalidInputs,
        "expected a graph with \(arguments.count) inputs, '\(graph.name)' has \(formals.count)",
        hint: "the node does not follow its operator's definition; re-export the model")
    }
    let declared = DeclaredTypes(graph.inputs + graph.valueInfo + graph.outputs, options: environment.options)
    for (formal, argument) in zip(formals, arguments) {
      guard !inner.scope.defines(formal.name) else {
        throw ImportError(.duplicateName, "two inputs of a nested graph are called '\(formal.name)'")
      }
      try declared.check(
        formal.name, session.editor.graph[argument].type, session.extents(of: argument))
      inner.scope.define(formal.name, as: .value(argument))
    }
    try inner.addInitializers(graph)
    let order = try TopologicalOrder.of(graph.nodes, given: graph.givenNames) { scope.find($0) != nil }
    try inner.addNodes(graph.nodes, in: order, declared: declared)
    return try graph.outputs.map { try inner.result($0.name) }
  }

  /// Imports something into a graph of its own. Names of the graphs around are known there; what is used of them
  /// becomes inputs of the graph, after its own. Constants are shared.
  func subgraph(
    _ name: String, inputs: [(name: String, type: TensorType)],
    _ build: (GraphImporter, [ValueID]) throws -> [ValueID]
  ) throws -> ImportedSubgraph {
    let session = ImportSession(editor: GraphEditor(name: name), inside: session)
    let formals = inputs.map { input in
      session.editor.addInput(name: session.editor.unique(input.name), type: input.type)
    }
    let inner = GraphImporter(
      environment: environment, frame: frame, scope: ImportScope(session, inside: scope))
    for (position, output) in try build(inner, formals).enumerated() {
      if !session.extents(of: output).isEmpty { throw session.sizeUnknown(output) }
      session.editor.addOutput(name: "\(position)", value: output)
    }
    return ImportedSubgraph(session, formals: formals)
  }

  /// Writes a function out in place of the node that calls it.
  func call(
    _ function: ONNXFunction, _ key: FunctionTable.Key, _ node: ONNXNode, _ index: Int, _ inputs: [ValueID?]
  ) throws -> [ValueID] {
    var frame = ImportFrame(calling: key, function, from: try frame.inside(node, index))
    frame.attributes = try attributes(of: node, calling: function, key)
    let surplus = inputs.dropFirst(function.inputs.count).contains { $0 != nil }
    guard !surplus, node.outputs.count <= function.outputs.count else {
      throw ImportError(
        .invalidInputs,
        "function \(key.text) has \(function.inputs.count) inputs and \(function.outputs.count) outputs, "
          + "the node \(inputs.count) and \(node.outputs.count)", hint: "re-export the model")
    }
    let inner = GraphImporter(
      environment: environment, frame: frame, scope: ImportScope(session, prefix: prefix(node)))
    for (position, name) in function.inputs.enumerated() {
      let argument = position < inputs.count ? inputs[position] : nil
      inner.scope.define(name, as: argument.map { .value($0) } ?? .absent)
    }
    let order = try TopologicalOrder.of(function.nodes, given: Set(function.inputs))
    let declared = DeclaredTypes(function.valueInfo, options: environment.options)
    try inner.addNodes(function.nodes, in: order, declared: declared)
    return try function.outputs.prefix(node.outputs.count).map { try inner.result($0) }
  }

  private func attributes(
    of node: ONNXNode, calling function: ONNXFunction, _ key: FunctionTable.Key
  ) throws -> [String: ONNXAttributeValue] {
    var values: [String: ONNXAttributeValue] = [:]
    for attribute in function.attributeDefaults { values[attribute.name] = attribute.value }
    let known = Set(function.attributes).union(values.keys)
    for attribute in node.attributes {
      guard known.contains(attribute.name) else {
        throw ImportError(
          .invalidAttribute, "function \(key.text) has no attribute '\(attribute.name)'",
          hint: "re-export the model")
      }
      values[attribute.name] = attribute.value
    }
    for name in known.sorted() {
      switch values[name] {
      case .graph, .graphs:
        throw ImportError(
          .invalidAttribute, "attribute '\(name)' of function \(key.text) is a graph",
          hint: "re-export the model with this function written out")
      case nil, .float, .int, .string, .tensor, .sparseTensor, .type, .floats, .ints, .strings, .tensors,
        .sparseTensors, .types, .undefined:
        break
      }
    }
    return values
  }

  /// What a name stands for when all nodes are there.
  private func result(_ name: String) throws -> ValueID {
    switch scope.find(name) {
    case .value(let value): return value
    case .failed: throw UpstreamFailure()
    case nil, .absent:
      throw ImportError(
        .danglingValue, "output '\(name)' of a nested graph or function is computed by no node",
        hint: "re-export the model")
    }
  }

  /// Of the names of values that come from inside a node.
  private func prefix(_ node: ONNXNode) -> String {
    let label = node.name.isEmpty ? node.outputs.first { !$0.isEmpty } ?? node.operatorType : node.name
    return "\(scope.prefix)\(label)/"
  }
}
