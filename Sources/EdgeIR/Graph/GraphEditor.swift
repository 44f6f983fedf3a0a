/// The only way to change a graph. Every edit keeps single assignment, execution order, value types and the
/// consumer table right; what an edit leaves unused stays until `removeDeadNodes`.
public struct GraphEditor: Sendable {
  public private(set) var graph: Graph
  private var names: [String: Int] = [:]

  public init(_ graph: Graph) {
    self.graph = graph
    for (_, value) in graph.values { names[value.name] = 0 }
    for output in graph.outputs { names[output.name] = 0 }
  }

  public init(name: String) { self.init(Graph(name: name)) }

  /// Adds a graph input. Names of inputs are the caller's business and must be unique.
  public mutating func addInput(name: String, type: TensorType) -> ValueID {
    let id = addValue(name: name, type: type, .input(graph.inputs.count))
    graph.inputs.append(id)
    return id
  }

  /// Makes these, in this order, the graph's inputs. Those left out disappear; nothing may read or show them.
  public mutating func setInputs(_ inputs: [ValueID]) {
    for old in graph.inputs where !inputs.contains(old) {
      precondition(graph.consumerTable[old.index].isEmpty && !graph.isOutput(old))
      graph.valueTable[old.index] = nil
    }
    graph.inputs = inputs
    for (position, input) in inputs.enumerated() {
      graph.valueTable[input.index]?.definition = .input(position)
    }
  }

  public mutating func addOutput(name: String, value: ValueID) {
    if names[name] == nil { names[name] = 0 }
    graph.outputs.append(GraphOutput(name: name, value: value))
  }

  /// Notes that only a leading part of an output holds data.
  public mutating func limitOutput(_ extent: OutputExtent) { graph.extents.append(extent) }

  /// Notes that an input or output has another layout than in the model.
  public mutating func markChannelsLast(_ name: String) { graph.channelsLastNames.append(name) }

  public mutating func addConstant(_ tensor: Tensor, name: String) -> ValueID {
    addValue(name: unique(name), type: tensor.type, .constant(tensor))
  }

  /// Appends a node, or inserts it before another one, and returns its outputs. `names` are wishes: a taken
  /// name gets a suffix, a missing one derives from the operator's.
  ///
  /// - Throws: `OperatorError` when the operator refuses its inputs.
  public mutating func add(
    _ op: any Operator, _ inputs: [ValueID?], before: NodeID? = nil, names: [String] = [],
    origins: [Origin] = []
  ) throws -> [ValueID] {
    let types = try op.resultTypes(inputs.map { $0.map { graph[$0].type } })
    let id = NodeID(index: graph.nodeTable.count)
    let outputs = types.indices.map { i in
      let wish = i < names.count && !names[i].isEmpty ? names[i] : "\(op.name)_\(id.index)"
      return addValue(name: unique(wish), type: types[i], .node(id, output: i))
    }
    graph.nodeTable.append(Node(id: id, operator: op, inputs: inputs, outputs: outputs, origins: origins))
    for case let input? in inputs { graph.consumerTable[input.index].append(id) }
    if let before, let position = graph.order.firstIndex(of: before) {
      graph.order.insert(id, at: position)
    } else {
      graph.order.append(id)
    }
    return outputs
  }

  /// Gives a node another operator and other inputs. Its outputs stay, with the types that follow; readers must
  /// accept these. `absorbing` names nodes whose work it takes over: their origins join its own.
  ///
  /// - Throws: `OperatorError` when the operator refuses its inputs; the graph is unchanged then.
  public mutating func replace(
    _ id: NodeID, with op: any Operator, inputs: [ValueID?], absorbing: [NodeID] = []
  ) throws {
    let types = try op.resultTypes(inputs.map { $0.map { graph[$0].type } })
    let old = graph[id]
    guard types.count == old.outputs.count else {
      throw OperatorError("expected \(old.outputs.count) outputs, got \(types.count)")
    }
    for case let input? in old.inputs { removeConsumer(id, of: input) }
    for case let input? in inputs { graph.consumerTable[input.index].append(id) }
    for (output, type) in zip(old.outputs, types) { graph.valueTable[output.index]?.type = type }
    var origins = old.origins
    for other in absorbing { origins += graph[other].origins.filter { !origins.contains($0) } }
    graph.nodeTable[id.index]?.operator = op
    graph.nodeTable[id.index]?.inputs = inputs
    graph.nodeTable[id.index]?.origins = origins.sorted { $0.precedes($1) }
  }

  /// Makes every reader of `old`, graph outputs included, read `new`.
  public mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    guard old != new else { return }
    for reader in graph.consumerTable[old.index] {
      let inputs = graph[reader].inputs.map { $0 == old ? new : $0 }
      graph.nodeTable[reader.index]?.inputs = inputs
      graph.consumerTable[new.index].append(reader)
    }
    graph.consumerTable[old.index] = []
    for (i, output) in graph.outputs.enumerated() where output.value == old { graph.outputs[i].value = new }
  }

  /// Makes one reader take `new` in a slot.
  public mutating func setInput(_ slot: Int, of id: NodeID, to new: ValueID) throws {
    var inputs = graph[id].inputs
    inputs[slot] = new
    try replace(id, with: graph[id].operator, inputs: inputs)
  }

  public mutating func setOutput(_ index: Int, to value: ValueID) { graph.outputs[index].value = value }

  /// Puts the nodes into another order, which must be a permutation that respects data flow.
  public mutating func reorder(_ order: [NodeID]) {
    precondition(Set(order) == Set(graph.order) && order.count == graph.order.count)
    graph.order = order
  }

  /// Gives a value another name, or one derived from it when that is taken.
  public mutating func rename(_ id: ValueID, to name: String) {
    let free = unique(name)
    graph.valueTable[id.index]?.name = free
    names[free] = names[free] ?? 0
  }

  /// Removes nodes and constants that nothing reads. Returns how many nodes went.
  @discardableResult public mutating func removeDeadNodes() -> Int {
    let before = graph.order.count
    for id in graph.order.reversed() {
      let node = graph[id]
      let alive = node.outputs.contains { !graph.consumerTable[$0.index].isEmpty || graph.isOutput($0) }
      if alive { continue }
      for case let input? in node.inputs { removeConsumer(id, of: input) }
      for output in node.outputs { graph.valueTable[output.index] = nil }
      graph.nodeTable[id.index] = nil
    }
    graph.order.removeAll { graph.nodeTable[$0.index] == nil }
    let shown = Set(graph.outputs.map(\.value))
    for (id, value) in graph.values where value.constant != nil {
      if graph.consumerTable[id.index].isEmpty, !shown.contains(id) { graph.valueTable[id.index] = nil }
    }
    return before - graph.order.count
  }

  private mutating func removeConsumer(_ node: NodeID, of value: ValueID) {
    if let position = graph.consumerTable[value.index].firstIndex(of: node) {
      graph.consumerTable[value.index].remove(at: position)
    }
  }

  private mutating func addValue(name: String, type: TensorType, _ definition: Value.Definition) -> ValueID {
    let id = ValueID(index: graph.valueTable.count)
    graph.valueTable.append(Value(name: name, type: type, definition: definition))
    graph.consumerTable.append([])
    names[name] = names[name] ?? 0
    return id
  }

  /// A name like `wish` that no value has.
  public mutating func unique(_ wish: String) -> String {
    let base = wish.isEmpty ? "value" : wish
    guard let taken = names[base] else { return base }
    var suffix = taken
    repeat { suffix += 1 } while names["\(base)_\(suffix)"] != nil
    names[base] = suffix
    return "\(base)_\(suffix)"
  }
}
