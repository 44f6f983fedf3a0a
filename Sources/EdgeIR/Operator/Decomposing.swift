/// The aspect of an operator that simpler ones can say exactly: what runs on a back end that lacks the operator.
public protocol Decomposing: Operator {
  /// Adds nodes that compute what `node`, whose operator this is, computes; returns the values that take the place of
  /// its outputs, with the same types. The operators used may themselves be decomposed afterwards.
  ///
  /// - Throws: `OperatorError` saying why these attributes, types or shapes have no exact form in simpler operators.
  func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID]
}

/// The nodes that take a node's place, under construction. What `decompose` adds comes before the node.
public struct DecompositionBuilder {
  public private(set) var editor: GraphEditor
  private let node: Node

  public init(_ editor: GraphEditor, replacing node: Node) {
    self.editor = editor
    self.node = node
  }

  public var graph: Graph { editor.graph }

  public func type(_ value: ValueID) -> TensorType { editor.graph[value].type }

  /// The value as numbers when it is a constant of the graph.
  public func constantTensor(_ value: ValueID) -> Tensor? { editor.graph[value].constant }

  /// A required input of the node.
  public func input(_ index: Int) throws -> ValueID {
    guard let value = optionalInput(index) else { throw OperatorError("input \(index) is missing") }
    return value
  }

  public func optionalInput(_ index: Int) -> ValueID? { index < node.inputs.count ? node.inputs[index] : nil }

  /// A node with one output; its name tells the node it is a part of.
  public mutating func add(_ op: any Operator, _ inputs: ValueID?...) throws -> ValueID {
    let outputs = try addAll(op, inputs)
    guard outputs.count == 1 else { throw OperatorError("\(op.name) has \(outputs.count) outputs") }
    return outputs[0]
  }

  /// A node with any number of inputs and outputs.
  public mutating func addAll(_ op: any Operator, _ inputs: [ValueID?]) throws -> [ValueID] {
    try editor.add(
      op, inputs, before: node.id, names: node.outputs.map { "\(editor.graph[$0].name)/\(op.name)" },
      origins: node.origins)
  }

  public mutating func constant(_ tensor: Tensor) -> ValueID {
    let name = node.outputs.first.map { editor.graph[$0].name } ?? node.operator.name
    return editor.addConstant(tensor, name: "\(name)/constant")
  }
}
