/// Identifies a value of one graph.
public struct ValueID: Hashable, Sendable, Comparable {
  let index: Int

  public static func < (a: ValueID, b: ValueID) -> Bool { a.index < b.index }
}

/// Identifies a node of one graph.
public struct NodeID: Hashable, Sendable, Comparable {
  let index: Int

  public static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// A tensor that flows through a graph: single assignment, typed, named.
public struct Value: Sendable {
  public enum Definition: Sendable {
    /// Given by the caller; the position among the graph's inputs.
    case input(Int)
    case constant(Tensor)
    /// Computed; the position among the node's outputs.
    case node(NodeID, output: Int)
  }

  public internal(set) var name: String
  public internal(set) var type: TensorType
  public internal(set) var definition: Definition

  public var constant: Tensor? {
    if case .constant(let tensor) = definition { tensor } else { nil }
  }

  public var producer: NodeID? {
    if case .node(let id, _) = definition { id } else { nil }
  }
}

/// One application of an operator.
public struct Node: Sendable {
  public let id: NodeID
  public internal(set) var `operator`: any Operator
  /// nil is an absent optional input.
  public internal(set) var inputs: [ValueID?]
  public internal(set) var outputs: [ValueID]
  /// The nodes of the user's model that this one computes.
  public internal(set) var origins: [Origin]
}

/// A node of the user's model, for messages and reports.
public struct Origin: Hashable, Sendable {
  /// For a node inside a function or a nested graph the names of the nodes around it come first, as in a path.
  public let name: String
  public let operatorType: String
  public let opset: Int
  /// Position in the model file; of the outermost node for one inside others.
  public let index: Int
  /// Positions inside the nodes around it, from the outside in; empty for a node of the main graph.
  public let inner: [Int]

  public init(name: String, operatorType: String, opset: Int, index: Int, inner: [Int] = []) {
    self.name = name
    self.operatorType = operatorType
    self.opset = opset
    self.index = index
    self.inner = inner
  }

  /// Whether it stands before another one in the model.
  func precedes(_ other: Origin) -> Bool {
    index != other.index ? index < other.index : inner.lexicographicallyPrecedes(other.inner)
  }
}

/// A graph output: the name the user knows it by and the value it shows. Several outputs may show one value,
/// and an output may show an input or a constant.
public struct GraphOutput: Sendable {
  public let name: String
  public internal(set) var value: ValueID
}

/// A dataflow graph in single-assignment form. Nodes are in an order in which they can run.
///
/// Graphs change only through `GraphEditor`.
public struct Graph: Sendable {
  public internal(set) var name: String
  public internal(set) var inputs: [ValueID] = []
  public internal(set) var outputs: [GraphOutput] = []
  /// Names of inputs and outputs that the caller sees channels-last although the model has them channels-first.
  public internal(set) var channelsLastNames: [String] = []
  /// Axes of outputs of which only a leading part holds data, and the outputs that count it; those come last.
  public internal(set) var extents: [OutputExtent] = []
  /// Every node, in execution order.
  public internal(set) var order: [NodeID] = []

  var nodeTable: [Node?] = []
  var valueTable: [Value?] = []
  /// For each value the nodes that read it, in no particular order, one entry for each input slot.
  var consumerTable: [[NodeID]] = []

  public init(name: String) { self.name = name }

  public subscript(id: NodeID) -> Node { nodeTable[id.index]! }

  public subscript(id: ValueID) -> Value { valueTable[id.index]! }

  public var nodes: some Collection<Node> { order.lazy.map { self[$0] } }

  /// Every value, in order of creation.
  public var values: [(id: ValueID, value: Value)] {
    valueTable.indices.compactMap { i in valueTable[i].map { (ValueID(index: i), $0) } }
  }

  public func contains(_ id: NodeID) -> Bool {
    nodeTable.indices.contains(id.index) && nodeTable[id.index] != nil
  }

  public func contains(_ id: ValueID) -> Bool {
    valueTable.indices.contains(id.index) && valueTable[id.index] != nil
  }

  /// The nodes that read a value, one entry for each input slot, in order of creation.
  public func consumers(of id: ValueID) -> [NodeID] { consumerTable[id.index].sorted() }

  public func isOutput(_ id: ValueID) -> Bool { outputs.contains { $0.value == id } }

  /// The node that computes a value; nil for inputs and constants.
  public func producer(of id: ValueID) -> Node? {
    guard let producer = self[id].producer else { return nil }
    return self[producer]
  }

  public func inputTypes(of node: Node) -> [TensorType?] { node.inputs.map { $0.map { self[$0].type } } }

  /// A node's input as a constant; nil when absent or computed.
  public func constant(_ node: Node, _ input: Int) -> Tensor? {
    guard node.inputs.indices.contains(input), let id = node.inputs[input] else { return nil }
    return self[id].constant
  }

  /// The node that alone reads a value which is not a graph output; the test for absorbing one node into another.
  public func soleConsumer(of id: ValueID) -> Node? {
    let readers = consumerTable[id.index]
    guard readers.count == 1, let reader = readers.first, !isOutput(id) else { return nil }
    return self[reader]
  }
}
