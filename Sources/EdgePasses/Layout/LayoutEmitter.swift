import EdgeIR
import EdgeOps

/// Rebuilds a graph in chosen layouts: relabels vanish, a transpose stands for every copy in another layout, a
/// reshape wherever a reader groups the same bytes differently.
struct LayoutEmitter {
  private let problem: LayoutProblem
  private let chosen: [Int]
  private let wishes: ShapeWishes
  private var editor: GraphEditor
  private var copies: LayoutCopies
  private var constants: [ConstantForm: ValueID] = [:]

  private struct ConstantForm: Hashable {
    let value: ValueID
    let order: [Int]
    let shape: [Int]
  }

  private init(_ problem: LayoutProblem) {
    self.problem = problem
    chosen = problem.solve()
    wishes = ShapeWishes(problem, chosen)
    editor = GraphEditor(name: problem.graph.name)
    copies = LayoutCopies(problem.layouts)
  }

  /// A value of the rebuilt graph that holds, in some layout, the elements of one of the old graph.
  struct Copy {
    let root: ValueID
    /// Sizes of the root's atoms, and their order in the copy.
    let sizes: [Int]
    let order: [Int]
    let value: ValueID
  }

  static func rebuild(_ problem: LayoutProblem) throws -> Graph {
    var emitter = LayoutEmitter(problem)
    try emitter.run()
    return emitter.editor.graph
  }

  /// The rebuilt graph, and where in it the values of the old one are.
  static func rebuildTracing(_ problem: LayoutProblem) throws -> (graph: Graph, copies: [Copy]) {
    var emitter = LayoutEmitter(problem)
    try emitter.run()
    let graph = emitter.editor.graph
    let copies = problem.layouts.enumerated().flatMap { number, layout in
      layout.orders.enumerated().flatMap { order, atoms in
        emitter.copies[Placement(classNumber: number, order: order)].filter { graph.contains($0.value) }.map {
          Copy(root: layout.root, sizes: layout.sizes, order: atoms, value: $0.value)
        }
      }
    }
    return (graph, copies.sorted { $0.value < $1.value })
  }

  private var graph: Graph { problem.graph }

  private mutating func run() throws {
    var inputs = graph.inputs.makeIterator()
    var outputs = graph.outputs.makeIterator()
    for (participant, choice) in zip(problem.participants, chosen) {
      let mode = participant.modes[choice]
      if let node = participant.node {
        try emit(graph[node], participant, mode)
      } else if participant.ports[0].isOutput, let input = inputs.next() {
        addInput(input, participant.placement(0, mode))
      } else if let output = outputs.next() {
        try addOutput(output, participant.placement(0, mode))
      }
    }
    limitOutputs()
    editor.removeDeadNodes()
  }

  // Inputs and outputs

  private mutating func addInput(_ value: ValueID, _ placement: Placement) {
    let name = graph[value].name
    let order = problem.order(placement)
    let type = problem.interfaceType(value, order)
    copies.add(editor.addInput(name: name, type: type), type.shape, at: placement)
    if order != problem.classes.logicalOrder(value) { editor.markChannelsLast(name) }
  }

  private mutating func addOutput(_ output: GraphOutput, _ placement: Placement) throws {
    let order = problem.order(placement)
    let shape = problem.interfaceType(output.value, order).shape
    let value = try materialize(output.value, placement, shape: shape, near: output.name)
    editor.addOutput(name: output.name, value: value)
    if order != problem.classes.logicalOrder(output.value) { editor.markChannelsLast(output.name) }
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

  // Operators

  private mutating func emit(_ node: Node, _ participant: LayoutParticipant, _ mode: LayoutMode) throws {
    guard let builder = participant.builder, let op = node.operator as? any LayoutFlexible else {
      let placements = participant.ports.indices.map { participant.placement($0, mode) }
      var next = placements.makeIterator()
      let inputs = try node.inputs.map { input in
        try input.flatMap { input in try next.next().map { try logical(input, $0) } }
      }
      return try add(node, node.operator, inputs, placements.suffix(node.outputs.count))
    }
    let axes = builder.axes
    let frame = FrameChoice(participant, builder, mode, copies, wishes, problem).best()
    var inputs = [ValueID?](repeating: nil, count: node.inputs.count)
    for (number, port) in axes.ports.enumerated() where !port.isOutput {
      let placement = participant.placement(number, mode)
      let shape = frame.shape(of: number, isConstant: participant.ports[number].isConstant)
      inputs[port.slot] =
        try stretched(number, participant, builder, placement, shape)
        ?? materialize(port.value, placement, shape: shape, near: graph[port.value].name)
    }
    let outputs = axes.ports.indices.filter { axes.ports[$0].isOutput }.map {
      participant.placement($0, mode)
    }
    for (slot, number) in zip(axes.logicalSlots, axes.ports.count...) {
      inputs[slot] = try logical(participant.ports[number].value, participant.placement(number, mode))
    }
    let physical = frame.physicalAxes()
    if axes.isIdentityOnUnits, physical.touched.allSatisfy({ $0 == nil }), let only = inputs.first ?? nil {
      copies.add(only, editor.graph[only].type.shape, at: outputs[0])
      return
    }
    if let operands = axes.templates.templates[mode.template].operands {
      inputs = operands.map { inputs[$0] }
    }
    try add(node, op.relaid(physical), inputs, outputs)
  }

  private mutating func add(
    _ node: Node, _ op: any Operator, _ inputs: [ValueID?], _ placements: some Sequence<Placement>
  ) throws {
    let outputs = try editor.add(
      op, inputs, names: node.outputs.map { graph[$0].name }, origins: node.origins)
    for (value, placement) in zip(outputs, placements) {
      copies.add(value, editor.graph[value].type.shape, at: placement)
    }
  }

  /// An operand that is there in a shape without some of the leading axes of size 1 that it is wanted with, for an
  /// operator that stretches it anyway.
  private func stretched(
    _ port: Int, _ participant: LayoutParticipant, _ builder: ModeBuilder, _ placement: Placement,
    _ shape: [Int]
  ) -> ValueID? {
    let axes = builder.axes
    guard axes.templates.broadcasts, let output = axes.ports.firstIndex(where: \.isOutput),
      problem.elementCount(participant.ports[port]) < problem.elementCount(participant.ports[output])
    else { return nil }
    let core = shape.drop { $0 == 1 }
    return copies[placement].first { $0.shape.count <= shape.count && $0.shape.drop { $0 == 1 } == core }?
      .value
  }

  // Values

  private mutating func logical(_ value: ValueID, _ placement: Placement) throws -> ValueID {
    let old = graph[value]
    return try materialize(value, placement, shape: old.type.shape, near: old.name)
  }

  /// A value of the new graph that holds an old one in a layout, with its axes grouped as `shape`.
  private mutating func materialize(
    _ value: ValueID, _ placement: Placement, shape: [Int], near name: String
  ) throws -> ValueID {
    if let tensor = graph[value].constant {
      let order = problem.classes.ownOrder(value, problem.order(placement))
      return try constant(ConstantForm(value: value, order: order, shape: shape), tensor)
    }
    let layout = problem.layouts[placement.classNumber]
    if layout.isConstant, let tensor = graph[layout.root].constant {
      let form = ConstantForm(value: layout.root, order: problem.order(placement), shape: shape)
      return try constant(form, tensor)
    }
    if copies[placement].isEmpty { try transpose(placement, shape: shape, near: name) }
    if let match = copies[placement].first(where: { $0.shape == shape }) { return match.value }
    guard let source = copies[placement].first else { throw OperatorError("layout: '\(name)' has no source") }
    let result = try editor.add(Reshape(shape: shape), [source.value], names: ["\(name)_reshaped"])[0]
    copies.add(result, shape, at: placement)
    return result
  }

  private mutating func transpose(_ placement: Placement, shape: [Int], near name: String) throws {
    let layout = problem.layouts[placement.classNumber]
    guard let origin = copies.origin(placement.classNumber), let first = copies[origin].first else {
      throw OperatorError("layout: '\(name)' is read before it is made")
    }
    let change = LayoutChange(
      from: problem.order(origin), to: problem.order(placement), sizes: layout.sizes)
    let step = change.step(copies[origin].map(\.shape), wanted: shape)
    var source = first.value
    if let match = copies[origin].first(where: { $0.shape == step.shape }) {
      source = match.value
    } else {
      source = try editor.add(Reshape(shape: step.shape), [source], names: ["\(name)_merged"])[0]
      copies.add(source, step.shape, at: origin)
    }
    let result = try editor.add(
      Transpose(permutation: step.permutation), [source], names: ["\(name)_transposed"])[0]
    copies.add(result, step.permutation.map { step.shape[$0] }, at: placement)
  }

  private mutating func constant(_ form: ConstantForm, _ tensor: Tensor) throws -> ValueID {
    if let known = constants[form] { return known }
    var result = tensor
    if form.order != Array(form.order.indices) || form.shape != tensor.shape {
      let sizes = problem.classes.atoms.atoms(of: form.value).map(\.size)
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
