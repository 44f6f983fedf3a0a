import EdgeIR
import EdgeSupport

/// Turns computations into steps and buffers.
struct CScheduleBuilder {
  /// Which parts and wholes share memory. A buffer under another name always does.
  struct Sharing {
    var partsOfInputs: Bool
    var partsOfOutputs: Bool

    static let choices = [
      Sharing(partsOfInputs: true, partsOfOutputs: true),
      Sharing(partsOfInputs: true, partsOfOutputs: false),
      Sharing(partsOfInputs: false, partsOfOutputs: true),
      Sharing(partsOfInputs: false, partsOfOutputs: false),
    ]
  }

  /// Pointers into the arena that the program's caller sees are multiples of this.
  static let alignment = 16

  private let graph: Graph
  private let sharing: Sharing
  private var buffers: [ArenaProblem.Buffer] = []
  private var types: [TensorType] = []
  private var bufferOfValue: [ValueID: Int] = [:]
  private var inputs: [Int] = []
  private var passedInputs: [ValueID: Int] = [:]
  private var views: BufferViews
  private var steps: [CSchedule.Step] = []
  private var problemSteps: [ArenaProblem.Step] = []
  /// Output values that have a place of their own, those that are computed.
  private let shown: Set<ValueID>
  /// Whether the choice prevented a sharing that would have been possible otherwise.
  private(set) var refusedByChoice = false

  init(_ graph: Graph, _ sharing: Sharing, tensorAlignment: Int, inputsArePassed: Bool) {
    views = BufferViews(alignment: Self.alignment, tensorAlignment: tensorAlignment)
    self.graph = graph
    self.sharing = sharing
    shown = Set(graph.outputs.map(\.value).filter { graph[$0].producer != nil })
    for (position, input) in graph.inputs.enumerated() {
      if inputsArePassed {
        passedInputs[input] = position
      } else {
        inputs.append(addBuffer(input, isInput: true))
      }
    }
  }

  /// Adds every node of the graph, in order.
  mutating func add(_ nodes: [CLoweredNode]) throws {
    for (node, lowered) in zip(graph.nodes, nodes) {
      for output in node.outputs { _ = addBuffer(output) }
      try add(node, lowered)
    }
  }

  func schedule() throws -> CSchedule {
    var builder = self
    let outputs = builder.showOutputs()
    let problem = ArenaProblem(
      buffers: builder.buffers, steps: builder.problemSteps, inputs: inputs, outputs: outputs,
      views: builder.views.views, alignment: Self.alignment)
    return CSchedule(
      steps: builder.steps, problem: problem, plan: try ArenaPlanner.plan(problem), inputs: inputs,
      outputs: outputs, types: builder.types)
  }

  private mutating func add(_ node: Node, _ lowered: CLoweredNode) throws {
    let computation = lowered.computation
    let operands = try node.inputs.map { try $0.map { try operand($0) } }
    let outputs = try node.outputs.map { try buffer(of: $0) }
    var step = CSchedule.Step(node: node.id, calls: [], inputs: operands, outputs: outputs)
    // Calls that complete an output around its parts make one step with the parts' copies.
    let isCompleted = { (shared: CSharing) in
      shared.direction == .inputInsideOutput && !computation.calls.isEmpty
    }
    for shared in computation.sharings where !isCompleted(shared) && !arrange(shared, step) {
      step.calls = [shared.copy]
      switch shared.direction {
      case .inputInsideOutput: append(step, writes: [addPart(shared, of: outputs[shared.output], node)])
      case .outputInsideInput: append(step, writes: [outputs[shared.output]])
      }
    }
    guard !computation.calls.isEmpty || computation.control != nil else { return }
    let copies = computation.sharings.filter(isCompleted).map(\.copy)
    step.calls = copies + computation.calls
    step.control = computation.control
    step.subprograms = lowered.subprograms
    let arguments = step.arguments
    let written = outputs.indices.filter { position in
      arguments.contains { $0.outputPosition == position }
    }
    append(
      step, writes: written.map { outputs[$0] }, scratchBytes: lowered.scratchBytes,
      inPlaceInputs: copies.isEmpty ? computation.inPlaceInputs : [])
  }

  /// Lets input and output share memory where the choice, the graph and the other sharings allow it.
  private mutating func arrange(_ shared: CSharing, _ step: CSchedule.Step) -> Bool {
    guard case .buffer(let input)? = step.inputs[shared.input] else { return false }
    let output = step.outputs[shared.output]
    if buffers[input].sizeInBytes == 0 || buffers[output].sizeInBytes == 0 { return true }
    let isWhole = buffers[input].sizeInBytes == buffers[output].sizeInBytes
    switch shared.direction {
    case .outputInsideInput:
      if !isWhole, !sharing.partsOfInputs {
        refusedByChoice = true
        return false
      }
      return views.place(output, in: input, at: shared.offsetInBytes)
    case .inputInsideOutput:
      if !isWhole, !sharing.partsOfOutputs {
        refusedByChoice = true
        return false
      }
      return views.place(input, in: output, at: shared.offsetInBytes)
    }
  }

  /// The bytes of an output that a copied input fills.
  private mutating func addPart(_ shared: CSharing, of whole: Int, _ node: Node) -> Int {
    let size = node.inputs[shared.input].map { graph[$0].type.sizeInBytes } ?? 0
    buffers.append(.init(name: "part of \(buffers[whole].name)", sizeInBytes: size))
    types.append(types[whole])
    views.addBuffer(sizeInBytes: size)
    views.append(.init(buffer: buffers.count - 1, of: whole, offset: shared.offsetInBytes))
    return buffers.count - 1
  }

  private mutating func append(
    _ step: CSchedule.Step, writes: [Int], scratchBytes: Int = 0, inPlaceInputs: [Int] = []
  ) {
    var reads: [Int] = []
    var overlaps: [ArenaProblem.Overlap] = []
    let arguments = step.arguments
    for (position, operand) in step.inputs.enumerated() {
      guard case .buffer(let buffer)? = operand,
        arguments.contains(where: { $0.inputPosition == position })
      else { continue }
      if inPlaceInputs.contains(position), writes.first == step.outputs.first {
        overlaps.append(.init(input: reads.count, output: 0, .samePlace))
      }
      reads.append(buffer)
    }
    problemSteps.append(
      ArenaProblem.Step(
        name: graph.title(of: step.node), inputs: reads, outputs: writes, scratchBytes: scratchBytes,
        overlaps: overlaps))
    steps.append(step)
  }

  /// The buffers of the graph's outputs. An input, a constant or an already shown value is copied, so that each
  /// output has a place of its own.
  private mutating func showOutputs() -> [Int] {
    var taken: Set<ValueID> = []
    return graph.outputs.map { output in
      let type = graph[output.value].type
      if shown.contains(output.value), taken.insert(output.value).inserted,
        let buffer = bufferOfValue[output.value]
      {
        return buffer
      }
      buffers.append(.init(name: output.name, sizeInBytes: type.sizeInBytes))
      types.append(type)
      let copy = buffers.count - 1
      let source =
        bufferOfValue[output.value].map { CSchedule.Operand.buffer($0) }
        ?? passedInputs[output.value].map { .passed($0) }
      let call = CCall("memcpy", header: "", [.output(0), .input(0), .int(type.sizeInBytes)])
      append(
        .init(node: nil, calls: [call], inputs: [source ?? .constant(output.value)], outputs: [copy]),
        writes: [copy])
      return copy
    }
  }

  private mutating func addBuffer(_ value: ValueID, isInput: Bool = false) -> Int {
    let type = graph[value].type
    buffers.append(.init(name: graph[value].name, sizeInBytes: type.sizeInBytes))
    types.append(type)
    views.addBuffer(sizeInBytes: type.sizeInBytes, isInput: isInput, isOutput: shown.contains(value))
    bufferOfValue[value] = buffers.count - 1
    return buffers.count - 1
  }

  private func operand(_ value: ValueID) throws -> CSchedule.Operand {
    if let position = passedInputs[value] { return .passed(position) }
    return graph[value].constant == nil ? .buffer(try buffer(of: value)) : .constant(value)
  }

  private func buffer(of value: ValueID) throws -> Int {
    guard let buffer = bufferOfValue[value] else {
      throw Diagnostic.error(
        .internalInvariant, "a value is read before it is computed", at: .init(value: graph[value].name))
    }
    return buffer
  }
}

extension CArgument {
  fileprivate var inputPosition: Int? { if case .input(let position, _) = self { position } else { nil } }
  fileprivate var outputPosition: Int? { if case .output(let position, _) = self { position } else { nil } }
}
