import EdgeIR
import EdgeOps

/// Rebuilds a graph in chosen layouts: relabels vanish, a transpose stands for every copy in another layout, a
/// reshape wherever a reader groups the same bytes differently.
struct LayoutEmitter {
  private let problem: LayoutProblem
  private let chosen: [Int]
  private var editor: GraphEditor

  private struct Placement: Hashable {
    let root: ValueID
    let order: AtomOrder
  }

  /// Values of the new graph that hold a class in a layout, each with its own grouping of axes.
  private var available: [Placement: [ValueID]] = [:]
  /// The layout each class was first made in.
  private var origins: [ValueID: AtomOrder] = [:]
  private var constants: [ValueID: ValueID] = [:]

  private init(_ problem: LayoutProblem) {
    self.problem = problem
    chosen = problem.solve()
    editor = GraphEditor(name: problem.graph.name)
  }

  static func rebuild(_ problem: LayoutProblem) throws -> Graph {
    var emitter = LayoutEmitter(problem)
    try emitter.run()
    return emitter.editor.graph
  }

  private var graph: Graph { problem.graph }
  private var classes: DataClasses { problem.classes }

  private mutating func run() throws {
    var ends = Array(graph.inputs)
    var outputs = Array(graph.outputs)
    for (participant, mode) in zip(
      problem.participants, zip(problem.participants, chosen).map { $0.modes[$1] })
    {
      if let id = participant.node {
        try emit(graph[id], participant, mode)
      } else if participant.ports[0].isOutput {
        let value = participant.ports[0].value
        if value == ends.first {
          ends.removeFirst()
          addInput(value, mode.orders[0])
        } else if let tensor = graph[value].constant {
          constants[value] = editor.addConstant(tensor, name: graph[value].name)
        }
      } else if let output = outputs.first {
        outputs.removeFirst()
        try addOutput(output, mode.orders[0])
      }
    }
    limitOutputs()
    editor.removeDeadNodes()
  }

  /// Extents follow the axes of outputs that became channels-last.
  private mutating func limitOutputs() {
    for var extent in graph.extents {
      let output = graph.outputs[extent.output]
      if editor.graph.channelsLastNames.contains(output.name), extent.axis > 0 {
        let last = graph[output.value].type.rank - 1
        extent.axis = extent.axis == 1 ? last : extent.axis - 1
      }
      editor.limitOutput(extent)
    }
  }

  private mutating func addInput(_ value: ValueID, _ order: AtomOrder) {
    let shape = interfaceShape(value, order)
    let id = editor.addInput(name: graph[value].name, type: graph[value].type.with(shape: shape))
    if order != classes.logicalOrder(value) { editor.markChannelsLast(graph[value].name) }
    record(value, order, id)
  }

  private mutating func addOutput(_ output: GraphOutput, _ order: AtomOrder) throws {
    let shape = interfaceShape(output.value, order)
    let value = try materialize(output.value, order, shape: shape, near: output.name)
    editor.addOutput(name: output.name, value: value)
    if order != classes.logicalOrder(output.value) { editor.markChannelsLast(output.name) }
  }

  /// The shape of a graph input or output: its own, or channels-last.
  private func interfaceShape(_ value: ValueID, _ order: AtomOrder) -> [Int] {
    let shape = graph[value].type.shape
    return order == classes.logicalOrder(value) ? shape : [shape[0]] + shape[2...] + [shape[1]]
  }

  private mutating func record(_ value: ValueID, _ order: AtomOrder, _ id: ValueID) {
    let root = classes.alias(value).root
    available[Placement(root: root, order: order), default: []].append(id)
    if origins[root] == nil { origins[root] = order }
  }

  // Operators

  private mutating func emit(_ node: Node, _ participant: LayoutParticipant, _ mode: LayoutMode) throws {
    guard let labels = participant.labels, let op = node.operator as? any LayoutFlexible else {
      let inputs = try node.inputs.map { input in
        try input.map { value in
          try materialize(
            value, classes.logicalOrder(value), shape: graph[value].type.shape, near: graph[value].name)
        }
      }
      try add(node, node.operator, inputs, node.outputs.map { classes.logicalOrder($0) })
      return
    }
    let builder = ModeBuilder(labels, classes)
    let frame = AxisFrame(node, labels, mode, builder, graph, classes, shape: preferredShape(labels, mode))
    var inputs: [ValueID?] = Array(repeating: nil, count: node.inputs.count)
    for (port, order) in zip(labels.ports, mode.orders) where !port.isOutput {
      inputs[port.slot] = try materialize(
        port.value, order, shape: frame.shape(of: port), near: graph[port.value].name)
    }
    for (slot, input) in node.inputs.enumerated() where inputs[slot] == nil {
      inputs[slot] = try input.map { value in
        try materialize(
          value, classes.logicalOrder(value), shape: graph[value].type.shape, near: graph[value].name)
      }
    }
    if labels.rule == .matrixProduct { try permuteWeights(node, labels, mode, builder, &inputs) }
    let touched = frame.touchedAxes
    let relaid: any Operator =
      touched.contains { $0 != nil }
      ? op.relaid(touched, shape: frame.shape(of: labels.ports[0])) : node.operator
    let output = labels.ports.firstIndex { $0.isOutput } ?? 0
    if case .touching = labels.rule, touched.allSatisfy({ $0 == nil }), let only = inputs.first ?? nil {
      // Everything touched has size 1: the operator moves no data.
      record(node.outputs[0], mode.orders[output], only)
      return
    }
    try add(node, relaid, inputs, [mode.orders[output]])
  }

  private mutating func add(
    _ node: Node, _ op: any Operator, _ inputs: [ValueID?], _ orders: [AtomOrder]
  ) throws {
    let outputs = try editor.add(
      op, inputs, names: node.outputs.map { graph[$0].name }, origins: node.origins)
    for (old, (new, order)) in zip(node.outputs, zip(outputs, orders)) { record(old, order, new) }
  }

  /// How the largest computed operand groups its axes already, so that no reshape is needed for it.
  private func preferredShape(_ labels: AxisLabels, _ mode: LayoutMode) -> (port: Int, shape: [Int])? {
    let inputs = labels.ports.indices.filter { index in
      !labels.ports[index].isOutput && graph[labels.ports[index].value].constant == nil
    }
    let largest = inputs.max { a, b in
      let (x, y) = (labels.ports[a].value, labels.ports[b].value)
      return (graph[x].type.elementCount, b) < (graph[y].type.elementCount, a)
    }
    guard let largest else { return nil }
    let port = labels.ports[largest]
    let order = mode.orders[largest]
    if labels.rule == .matrixProduct, order == classes.logicalOrder(port.value) {
      return (largest, graph[port.value].type.shape)
    }
    let placement = Placement(root: classes.alias(port.value).root, order: order)
    if let value = available[placement]?.first { return (largest, editor.graph[value].type.shape) }
    if order == classes.logicalOrder(port.value) { return (largest, graph[port.value].type.shape) }
    return nil
  }

  /// Columns of the weights follow the order within K, rows and bias that within N.
  private mutating func permuteWeights(
    _ node: Node, _ labels: AxisLabels, _ mode: LayoutMode, _ builder: ModeBuilder, _ inputs: inout [ValueID?]
  ) throws {
    func order(_ port: AxisLabels.Port, _ group: Int) -> (sizes: [Int], order: [Int]) {
      let atoms = classes.atoms.atoms(of: port.value)
      let own = mode.units[group].flatMap { builder.ownAtoms($0, port) }
      let first = own.min() ?? 0
      return (own.sorted().map { atoms[$0].size }, own.map { $0 - first })
    }
    let columns = order(labels.ports[0], 1)
    let rows = order(labels.ports[1], 2)
    for slot in 1..<node.inputs.count {
      guard let value = node.inputs[slot], let tensor = graph[value].constant else { continue }
      let sizes = slot == 1 ? rows.sizes + columns.sizes : rows.sizes
      let permutation = slot == 1 ? rows.order + columns.order.map { $0 + rows.sizes.count } : rows.order
      inputs[slot] = try constant(value, tensor, sizes, permutation, shape: tensor.shape)
    }
  }

  // Values

  /// A value of the new graph that holds an old one in a layout, with its axes grouped as `shape`.
  private mutating func materialize(
    _ value: ValueID, _ order: AtomOrder, shape: [Int], near name: String
  ) throws -> ValueID {
    if let tensor = graph[value].constant {
      let own = classes.ownOrder(value, order)
      return try constant(value, tensor, classes.atoms.atoms(of: value).map(\.size), own, shape: shape)
    }
    let root = classes.alias(value).root
    let placement = Placement(root: root, order: order)
    if available[placement] == nil { try transpose(root, order, shape: shape, near: name) }
    let known = available[placement] ?? []
    if let match = known.first(where: { editor.graph[$0].type.shape == shape }) { return match }
    guard let source = known.first else { throw OperatorError("layout: '\(name)' has no source") }
    let result = try editor.add(Reshape(shape: shape), [source], names: ["\(name)_reshaped"])[0]
    available[placement]?.append(result)
    return result
  }

  private mutating func transpose(
    _ root: ValueID, _ order: AtomOrder, shape: [Int], near name: String
  ) throws {
    guard let from = origins[root], let source = available[Placement(root: root, order: from)]?.first else {
      if let tensor = graph[root].constant {
        let result = try constant(root, tensor, classes.sizes(root), order, shape: shape)
        record(root, order, result)
        return
      }
      throw OperatorError("layout: '\(name)' is read before it is made")
    }
    let sizes = classes.sizes(root)
    let sourceShape = editor.graph[source].type.shape
    let result: ValueID
    if let permutation = directPermutation(from, sourceShape, order, shape, sizes) {
      result = try editor.add(
        Transpose(permutation: permutation), [source], names: ["\(name)_transposed"])[0]
    } else {
      let merged = MergedTranspose(from: from, to: order, sizes: sizes)
      let flat = try editor.add(Reshape(shape: merged.shape), [source], names: ["\(name)_merged"])[0]
      result = try editor.add(
        Transpose(permutation: merged.permutation), [flat], names: ["\(name)_transposed"])[0]
    }
    record(root, order, result)
  }

  /// The permutation of a value's own axes that leads to another layout, when the reader wants them whole.
  private func directPermutation(
    _ from: AtomOrder, _ fromShape: [Int], _ to: AtomOrder, _ toShape: [Int], _ sizes: [Int]
  ) -> [Int]? {
    guard let old = AxisFrame.grouping(from.map { sizes[$0] }, fromShape),
      let new = AxisFrame.grouping(to.map { sizes[$0] }, toShape)
    else { return nil }
    let oldAxes = old.map { $0.map { from[$0] } }
    let newAxes = new.map { $0.map { to[$0] } }
    if oldAxes.count != newAxes.count {
      // Axes of size 1 aside they must agree; a reshape does the rest.
      let moved = newAxes.filter { !$0.isEmpty }.map { oldAxes.firstIndex(of: $0) }
      let units = oldAxes.indices.filter { oldAxes[$0].isEmpty }
      let permutation = units + moved.compactMap { $0 }
      return permutation.count == oldAxes.count && !moved.contains(nil) ? permutation : nil
    }
    var permutation: [Int] = []
    for axis in newAxes {
      guard let match = oldAxes.indices.first(where: { oldAxes[$0] == axis && !permutation.contains($0) })
      else { return nil }
      permutation.append(match)
    }
    return permutation
  }

  private mutating func constant(
    _ value: ValueID, _ tensor: Tensor, _ sizes: [Int], _ order: [Int], shape: [Int]
  ) throws -> ValueID {
    if order == Array(order.indices), shape == tensor.shape, let known = constants[value] { return known }
    let split = tensor.reshaped(sizes)
    let moved = try Transpose(permutation: order).results([split])[0].reshaped(shape)
    return editor.addConstant(moved, name: graph[value].name)
  }
}
