import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// WHILE, with a subgraph for the condition and one for the body. Both take, and the body gives, everything that an
/// iteration reads or changes: the iteration's number, the condition and the limit where there are any, the states,
/// what has been stacked, and the captured values.
extension Loop: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard tripCount != 0 else { throw TFLiteRefusal("the loop never runs") }
    let variables = LoopVariables(self, node, builder.graph)
    let name = node.outputs.first.map { builder.graph[$0].name } ?? "loop"
    let condition = try builder.addSubgraph(body.graph, name: "\(name)_condition") { inner in
      try emitCondition(variables, &inner)
    }
    let iteration = try builder.addSubgraph(body.graph, name: "\(name)_body") { inner in
      try emitBody(variables, &inner)
    }
    var inputs = [builder.constant(Tensor(scalar: Int64(0)), name: "\(name)_start")]
    var outputs = [
      counts
        ? builder.tensor(node.outputs[stateCount + stackCount])
        : builder.temporary(TensorType(.int64, []), name: "\(name)_count")
    ]
    for given in [node.inputs[1], node.inputs[0]].compactMap({ $0 }) {
      let scalar = builder.reshaped(builder.tensor(given), to: [])
      inputs.append(scalar)
      outputs.append(builder.temporary(builder.type(of: scalar), name: "\(name)_unused"))
    }
    inputs += node.inputs[2..<2 + stateCount].map { builder.tensor($0) }
    inputs += variables.stacks.map { builder.zeros($0, name: "\(name)_empty") }
    outputs += node.outputs.prefix(stateCount + stackCount).map { builder.tensor($0) }
    for capture in node.inputs.dropFirst(2 + stateCount) {
      inputs.append(builder.tensor(capture))
      outputs.append(builder.temporary(builder.type(of: inputs[inputs.count - 1]), name: "\(name)_unused"))
    }
    builder.emit(
      .while, options: .while(WhileOptions(condSubgraphIndex: condition, bodySubgraphIndex: iteration)),
      inputs,
      to: outputs)
  }

  /// Whether there is a further iteration.
  private func emitCondition(
    _ variables: LoopVariables, _ inner: inout TFLiteBuilder
  ) throws -> (inputs: [TFLiteBuilder.TensorIndex], outputs: [TFLiteBuilder.TensorIndex]) {
    let inputs = variables.types.map { inner.temporary($0, name: "variable") }
    var tests: [TFLiteBuilder.TensorIndex] = []
    var bounds = variables.limit.map { [inputs[$0]] } ?? []
    if let tripCount { bounds.append(inner.constant(Tensor(scalar: Int64(tripCount)), name: "trip_count")) }
    for bound in bounds {
      let isBelow = inner.temporary(TensorType(.bool, []), name: "is_below")
      inner.emit(.less, options: .less(LessOptions()), [inputs[0], bound], to: [isBelow])
      tests.append(isBelow)
    }
    if let condition = variables.condition {
      let copy = inner.temporary(TensorType(.bool, []), name: "condition")
      inner.reshape(inputs[condition], to: copy)
      tests.append(copy)
    }
    guard var result = tests.first else { throw TFLiteRefusal("nothing ends the loop") }
    for test in tests.dropFirst() {
      let both = inner.temporary(TensorType(.bool, []), name: "goes_on")
      inner.emit(.logicalAnd, options: .logicalAnd(LogicalAndOptions()), [result, test], to: [both])
      result = both
    }
    return (inputs, [result])
  }

  private func emitBody(
    _ variables: LoopVariables, _ inner: inout TFLiteBuilder
  ) throws -> (inputs: [TFLiteBuilder.TensorIndex], outputs: [TFLiteBuilder.TensorIndex]) {
    let formals = inner.graph.inputs.map { inner.tensor($0) }
    let scalars = (0..<variables.firstState).map { inner.temporary(variables.types[$0], name: "variable") }
    let stacks = variables.stacks.map { inner.temporary($0, name: "stack") }
    inner.reshape(scalars[0], to: formals[0])
    let isOn = inner.constant(Tensor(scalar: true), name: "condition")
    inner.reshape(variables.condition.map { scalars[$0] } ?? isOn, to: formals[1])
    try inner.emitNodes()
    let results = inner.ownOutputs()

    let next = inner.temporary(TensorType(.int64, []), name: "next")
    let one = inner.constant(Tensor(scalar: Int64(1)), name: "one")
    inner.emit(.add, version: 4, options: .add(AddOptions()), [scalars[0], one], to: [next])
    var outputs = [next]
    if variables.condition != nil { outputs.append(inner.reshaped(results[0], to: [])) }
    if let limit = variables.limit { outputs.append(scalars[limit]) }
    outputs += results[1..<1 + stateCount]
    for (stack, value) in zip(stacks, results.dropFirst(1 + stateCount)) {
      outputs.append(try inner.stacked(value, on: stack, at: scalars[0]))
    }
    let captures = formals.dropFirst(2 + stateCount)
    outputs += captures
    return (scalars + formals[2..<2 + stateCount] + stacks + captures, outputs)
  }
}

/// What goes from one iteration to the next, in this order.
private struct LoopVariables {
  private(set) var types = [TensorType(.int64, [])]
  private(set) var condition: Int?
  private(set) var limit: Int?
  let firstState: Int
  let stacks: [TensorType]

  init(_ loop: Loop, _ node: Node, _ graph: Graph) {
    if node.inputs[1] != nil {
      condition = types.count
      types.append(TensorType(.bool, []))
    }
    if node.inputs[0] != nil {
      limit = types.count
      types.append(TensorType(.int64, []))
    }
    firstState = types.count
    let outputs = node.outputs.map { graph[$0].type }
    stacks = Array(outputs[loop.stateCount..<loop.stateCount + loop.stackCount])
    let captures = node.inputs.dropFirst(2 + loop.stateCount).compactMap { $0.map { graph[$0].type } }
    types += outputs.prefix(loop.stateCount) + stacks + captures
  }
}

extension TFLiteBuilder {
  /// A tensor of zeros; a large one is made at run time.
  fileprivate mutating func zeros(_ type: TensorType, name: String) -> TensorIndex {
    guard type.sizeInBytes > 256 else {
      return constant(Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes)), name: name)
    }
    let zero = Tensor(type.with(shape: []), storage: TensorStorage(zeroed: type.element.sizeInBytes))
    let output = temporary(type, name: name)
    let operands = [constant(zero, name: "\(name)_zero"), constant(type.shape, name: "\(name)_shape")]
    emit(.broadcastTo, version: 2, options: .broadcastTo(BroadcastToOptions()), operands, to: [output])
    return output
  }

  /// DYNAMIC_UPDATE_SLICE: a stack with a value as its slice of a number.
  fileprivate mutating func stacked(
    _ value: TensorIndex, on stack: TensorIndex, at number: TensorIndex
  ) throws -> TensorIndex {
    let type = type(of: stack)
    let update = reshaped(value, to: [1] + type.shape.dropFirst())
    var start = try converted(reshaped(number, to: [1]), to: .int32)
    if type.rank > 1 {
      let rest = constant([Int](repeating: 0, count: type.rank - 1), name: "rest")
      let whole = temporary(TensorType(.int32, [type.rank]), name: "start")
      emit(
        .concatenation, options: .concatenation(ConcatenationOptions(axis: 0)), [start, rest], to: [whole])
      start = whole
    }
    let output = temporary(type, name: "\(name(of: stack))_next")
    emit(.dynamicUpdateSlice, options: nil, [stack, update, start], to: [output])
    return output
  }
}
