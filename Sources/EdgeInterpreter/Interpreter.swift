public import EdgeIR
import EdgeSupport

/// Runs a graph with the operators' reference kernels, one node after the other. The oracle for everything else.
public struct Interpreter: Sendable {
  private let graph: Graph
  /// For each node the values that are read for the last time there.
  private let released: [[ValueID]]

  public init(_ graph: Graph) {
    self.graph = graph
    var lastUse: [ValueID: Int] = [:]
    for (step, node) in graph.nodes.enumerated() {
      for case let input? in node.inputs { lastUse[input] = step }
      for output in node.outputs { lastUse[output] = lastUse[output] ?? step }
    }
    var released = [[ValueID]](repeating: [], count: graph.order.count)
    for (value, step) in lastUse where !graph.isOutput(value) { released[step].append(value) }
    self.released = released
  }

  /// - Parameters:
  ///   - inputs: one tensor for each graph input, in order, with the inputs' shapes and element types. What integers
  ///     stand for is the graph's to say.
  ///   - observe: called with every computed value, in order of execution.
  /// - Returns: one tensor for each graph output, in order.
  /// - Throws: `Diagnostic` E701 when `inputs` do not fit the graph, E204 located at a node whose kernel refuses
  ///   its data.
  public func run(
    _ inputs: [Tensor], observe: ((Node, ValueID, Tensor) throws -> Void)? = nil
  ) throws -> [Tensor] {
    try check(inputs)
    var computed: [ValueID: Tensor] = [:]
    for (id, tensor) in zip(graph.inputs, inputs) { computed[id] = tensor.as(graph[id].type) }
    for (step, node) in graph.nodes.enumerated() {
      let arguments = node.inputs.map { $0.flatMap { graph[$0].constant ?? computed[$0] } }
      let results: [Tensor]
      do {
        results = try node.operator.results(arguments)
      } catch let error as OperatorError {
        let origin = node.origins.first
        throw Diagnostic.error(
          .invalidInputs, error.message,
          at: .init(
            node: origin?.name, nodeIndex: origin?.index, operatorType: origin?.operatorType,
            opset: origin?.opset))
      }
      for (output, tensor) in zip(node.outputs, results) {
        computed[output] = tensor
        try observe?(node, output, tensor)
      }
      for value in released[step] { computed[value] = nil }
    }
    return try graph.outputs.map { output in
      guard let tensor = graph[output.value].constant ?? computed[output.value] else {
        throw Diagnostic.error(.internalInvariant, "output was not computed", at: .init(value: output.name))
      }
      return tensor
    }
  }

  private func check(_ inputs: [Tensor]) throws {
    guard inputs.count == graph.inputs.count else {
      throw Diagnostic.error(
        .dataMismatch, "expected \(graph.inputs.count) inputs, got \(inputs.count)",
        hint: "give one tensor for each graph input")
    }
    for (id, tensor) in zip(graph.inputs, inputs) where graph[id].type.plain != tensor.type.plain {
      throw Diagnostic.error(
        .dataMismatch, "expected \(graph[id].type), got \(tensor.type)", at: .init(value: graph[id].name),
        hint: "check the input's shape and element type with `edgec inspect`")
    }
  }
}
