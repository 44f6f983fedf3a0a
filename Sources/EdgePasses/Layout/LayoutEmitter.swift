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

  private struct ConstantForm: Hashable {
    let value: ValueID
    let order: [Int]
    let shape: [Int]
  }

  /// Values of the new graph that hold a class in a layout, each with its own grouping of axes.
  private var available: [Placement: [ValueID]] = [:]
  /// The layout each class was first made in.
  private var origins: [ValueID: AtomOrder] = [:]
  private var constants: [ConstantForm: ValueID] = [:]
  private let wishes: ShapeWishes

  private init(_ problem: LayoutProblem) {
    self.problem = problem
    chosen = problem.solve()
    wishes = ShapeWishes(problem, chosen)
    editor = GraphEditor(name: problem.graph.name)
  }

  /// A value of the rebuilt graph that holds, in some layout, the elements of one of the old graph.
  struct Copy {
    let root: ValueID
    /// Sizes of the root's atoms, and their order in the copy.
    let sizes: [Int]
    let order: [Int]
    let value: ValueID
  }

  static func rebuild(_ problem: LayoutProblem) throws -> Graph { try rebuildTracing(problem).graph }

  /// The rebuilt graph, and where in it the values of the old one are.
  static func rebuildTracing(_ problem: LayoutProblem) throws -> (graph: Graph, copies: [Copy]) {
    var emitter = LayoutEmitter(problem)
    try emitter.run()
    let copies = emitter.available.flatMap { placement, values in
      values.filter(emitter.editor.graph.contains).map {
        Copy(
          root: placement.root, sizes: problem.classes.sizes(placement.root), order: placement.order,
          value: $0)
      }
    }
    return (emitter.editor.graph, copies.sorted { $0.value < $1.value })
  }

  private var graph: Graph { problem.graph }
  private var classes: DataClasses { problem.classes }

  private mutating func run() throws {
    var inputs = Array(graph.inputs)
    var outputs = Array(graph.outputs)
    for (index, participant) in problem.participants.enumerated() {
      let mode = participant.modes[chosen[index]]
      if let id = participant.node {
        if let builder = participant.builder {
          try emit(graph[id], index, builder, mode)
        } else {
          try emitLogical(graph[id])
        }
      } else if participant.ports[0].isOutput {
        addInput(inputs.removeFirst(), problem.order(index, mode, 0))
      } else {
        try addOutput(outputs.removeFirst(), problem.order(index, mode, 0))
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
    let type = problem.interfaceType(value, order)
    let id = editor.addInput(name: graph[value].name, type: type)
    if order != classes.logicalOrder(value) { editor.markChannelsLast(graph[value].name) }
    record(value, order, id)
  }

  private mutating func addOutput(_ output: GraphOutput, _ order: AtomOrder) throws {
    let shape = problem.interfaceType(output.value, order).shape
    let value = try materialize(output.value, order, shape: shape, near: output.name)
    editor.addOutput(name: output.name, value: value)
    if order != classes.logicalOrder(output.value) { editor.markChannelsLast(output.name) }
  }

  private mutating func record(_ value: ValueID, _ order: AtomOrder, _ id: ValueID) {
    let root = classes.root(value)
    available[Placement(root: root, order: order), default: []].append(id)
    if origins[root] == nil { origins[root] = order }
  }

  // Operators

  private mutating func emitLogical(_ node: Node) throws {
    let inputs = try node.inputs.map { try $0.map { try logical($0) } }
    try add(node, node.operator, inputs, node.outputs.map { classes.logicalOrder($0) })
  }

  private mutating func logical(_ value: ValueID) throws -> ValueID {
    try materialize(
      value, classes.logicalOrder(value), shape: graph[value].type.shape, near: graph[value].name)
  }

  private mutating func emit(
    _ node: Node, _ index: Int, _ builder: ModeBuilder, _ mode: LayoutMode
  ) throws {
    guard let op = node.operator as? any LayoutFlexible else { return try emitLogical(node) }
    let axes = builder.axes
    let orders = axes.ports.indices.map { problem.order(index, mode, $0) }
    let frame = frame(builder, mode, orders)
    var inputs: [ValueID?] = Array(repeating: nil, count: node.inputs.count)
    for (number, port) in axes.ports.enumerated() where !port.isOutput {
      let shape = frame.shape(of: number, isConstant: graph[port.value].constant != nil)
      let stretched = stretched(number, builder, orders[number], shape)
      inputs[port.slot] =
        try stretched ?? materialize(port.value, orders[number], shape: shape, near: graph[port.value].name)
    }
    for slot in axes.logicalSlots { inputs[slot] = try node.inputs[slot].map { try logical($0) } }
    let outputs = axes.ports.indices.filter { axes.ports[$0].isOutput }
    let physical = frame.physicalAxes()
    if axes.isIdentityOnUnits, physical.touched.allSatisfy({ $0 == nil }), let only = inputs.first ?? nil {
      record(node.outputs[0], orders[outputs[0]], only)
      return
    }
    if let operands = axes.templates.templates[mode.template].operands {
      inputs = operands.map { inputs[$0] }
    }
    try add(node, op.relaid(physical), inputs, outputs.map { orders[$0] })
  }

  private mutating func add(
    _ node: Node, _ op: any Operator, _ inputs: [ValueID?], _ orders: [AtomOrder]
  ) throws {
    let outputs = try editor.add(
      op, inputs, names: node.outputs.map { graph[$0].name }, origins: node.origins)
    for (old, (new, order)) in zip(node.outputs, zip(outputs, orders)) { record(old, order, new) }
  }

  /// The physical axes for which the fewest reshapes are needed: those of an operand as it is there, or those in which
  /// the output is going to be read.
  private func frame(_ builder: ModeBuilder, _ mode: LayoutMode, _ orders: [AtomOrder]) -> AxisFrame {
    let ports = builder.axes.ports
    let inputs = ports.indices.filter { !ports[$0].isOutput && graph[ports[$0].value].constant == nil }
    var candidates: [AxisFrame] = []
    for port in inputs.sorted(by: { isLarger(ports[$0], ports[$1]) }) {
      let placement = Placement(root: classes.root(ports[port].value), order: orders[port])
      let known = available[placement]?.map { editor.graph[$0].type.shape }
      let own = graph[ports[port].value].type.shape
      let isLogical = orders[port] == classes.logicalOrder(ports[port].value)
      for shape in known ?? (isLogical ? [own] : []) {
        candidates.append(AxisFrame(builder, mode, classes, preferred: (port, shape)))
      }
    }
    for port in ports.indices {
      guard let wish = wishes[classes.root(ports[port].value), orders[port]] else { continue }
      candidates.append(AxisFrame(builder, mode, classes, preferred: (port, wish)))
    }
    func reshapes(_ frame: AxisFrame) -> Int {
      ports.indices.count { port in
        guard graph[ports[port].value].constant == nil else { return false }
        let root = classes.root(ports[port].value)
        let shape = frame.shape(of: port, isConstant: false)
        let known = available[Placement(root: root, order: orders[port])]
        if let known, !ports[port].isOutput {
          return !known.contains { editor.graph[$0].type.shape == shape }
        }
        return wishes[root, orders[port]].map { $0 != shape } ?? false
      }
    }
    let allowed = candidates.filter { $0.rank <= AxisFrame.rankLimit }
    let merged = AxisFrame(builder, mode, classes, preferred: nil)
    let counts = allowed.map(reshapes)
    guard let fewest = counts.min(), let index = counts.firstIndex(of: fewest) else { return merged }
    return allowed[index]
  }

  private func isLarger(_ a: OperatorAxes.Port, _ b: OperatorAxes.Port) -> Bool {
    (graph[b.value].type.elementCount, a.slot) < (graph[a.value].type.elementCount, b.slot)
  }

  /// An operand that is there in a shape without some of the leading axes of size 1 that it is wanted with, for an
  /// operator that stretches it anyway.
  private func stretched(
    _ port: Int, _ builder: ModeBuilder, _ order: AtomOrder, _ shape: [Int]
  ) -> ValueID? {
    let ports = builder.axes.ports
    guard builder.axes.templates.broadcasts, let output = ports.first(where: \.isOutput),
      graph[ports[port].value].type.elementCount < graph[output.value].type.elementCount
    else { return nil }
    let core = shape.drop { $0 == 1 }
    let known = available[Placement(root: classes.root(ports[port].value), order: order)] ?? []
    return known.first { value in
      let other = editor.graph[value].type.shape
      return other.count <= shape.count && other.drop { $0 == 1 } == core
    }
  }

  // Values

  /// A value of the new graph that holds an old one in a layout, with its axes grouped as `shape`.
  private mutating func materialize(
    _ value: ValueID, _ order: AtomOrder, shape: [Int], near name: String
  ) throws -> ValueID {
    if let tensor = graph[value].constant {
      let form = ConstantForm(value: value, order: classes.ownOrder(value, order), shape: shape)
      return try constant(form, tensor)
    }
    let root = classes.root(value)
    if let tensor = graph[root].constant {
      return try constant(ConstantForm(value: root, order: order, shape: shape), tensor)
    }
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
    guard let from = origins[root], let sources = available[Placement(root: root, order: from)],
      let first = sources.first
    else { throw OperatorError("layout: '\(name)' is read before it is made") }
    let change = LayoutChange(from: from, to: order, sizes: classes.sizes(root))
    let shapes = sources.map { editor.graph[$0].type.shape }
    let step = change.step(shapes, wanted: shape)
    var source = first
    if let match = shapes.firstIndex(of: step.shape) {
      source = sources[match]
    } else {
      source = try editor.add(Reshape(shape: step.shape), [first], names: ["\(name)_merged"])[0]
      available[Placement(root: root, order: from)]?.append(source)
    }
    let result = try editor.add(
      Transpose(permutation: step.permutation), [source], names: ["\(name)_transposed"])[0]
    record(root, order, result)
  }

  private mutating func constant(_ form: ConstantForm, _ tensor: Tensor) throws -> ValueID {
    if let known = constants[form] { return known }
    var result = tensor
    if form.order != Array(form.order.indices) || form.shape != tensor.shape {
      let sizes = classes.atoms.atoms(of: form.value).map(\.size)
      result = try Transpose(permutation: form.order).results([tensor.reshaped(sizes)])[0].reshaped(
        form.shape)
      if tensor.type.quantization?.axis != nil {
        guard form.shape == tensor.shape else {
          throw OperatorError("layout: the scales of '\(graph[form.value].name)' lose their axis")
        }
        result = Tensor(tensor.type, storage: result.storage)
      }
    }
    let id = editor.addConstant(result, name: graph[form.value].name)
    constants[form] = id
    return id
  }
}
