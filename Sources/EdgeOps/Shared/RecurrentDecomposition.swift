import EdgeIR

/// A recurrent layer that says one step in simpler operators, from which the whole layer follows.
///
/// The products of the inputs with the weights are one product for all steps. Up to `writtenOutSteps` steps are
/// written out, more are a `Loop`.
protocol RecurrentDecomposing: RecurrentLayer, Decomposing {
  /// What every step is given besides its input and the states: the recurrence, its bias, peepholes.
  func stepParameters(_ builder: inout DecompositionBuilder) throws -> [ValueID?]

  /// One step.
  ///
  /// - Parameters:
  ///   - input: x·Wᵀ + Wb, `[1, N, G*H]`
  ///   - states: `[1, N, H]` each
  /// - Returns: the states after the step, the hidden one first.
  func step<Builder: NodeAdding>(
    _ input: ValueID, _ states: [ValueID], _ parameters: [ValueID?], _ builder: inout Builder
  ) throws -> [ValueID]
}

/// Layers of more steps become loops.
private let writtenOutSteps = 48

extension RecurrentDecomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let shape = builder.type(try builder.input(0)).shape
    let state = [1, shape[1], builder.type(try builder.input(2)).shape[1]]
    guard !shape.contains(0), !state.contains(0) else {
      throw OperatorError("a recurrent layer without elements has no simpler form")
    }
    let walk = RecurrentWalk(
      input: try builder.add(
        FullyConnected(), builder.input(0), builder.input(1), biasPart(0, &builder)),
      isActive: try isActive(steps: shape[0], &builder),
      states: try (0..<Self.stateCount).map { try initialState($0, shape: state, &builder) },
      parameters: try stepParameters(&builder), steps: shape[0])
    let results = try shape[0] <= writtenOutSteps ? writeOut(walk, &builder) : loop(walk, &builder)
    let states = try results.prefix(Self.stateCount).map {
      try builder.reshaped($0, to: Array(state.dropFirst()))
    }
    return yieldsSequence ? states + [results[Self.stateCount]] : states
  }

  /// The half of the bias that belongs to the weights or to the recurrence.
  func biasPart(_ half: Int, _ builder: inout DecompositionBuilder) throws -> ValueID? {
    guard let bias = builder.optionalInput(3) else { return nil }
    let count = builder.type(bias).shape[0] / 2
    return try builder.rows(bias, half * count..<(half + 1) * count)
  }

  /// The sum in front of an activation, limited.
  func clipped<Builder: NodeAdding>(_ sum: ValueID, _ builder: inout Builder) throws -> ValueID {
    clip == .infinity ? sum : try builder.add(Clip(lower: -Double(clip), upper: Double(clip)), sum)
  }

  private func initialState(
    _ index: Int, shape: [Int], _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    if let given = builder.optionalInput(5 + index) { return try builder.reshaped(given, to: shape) }
    let type = builder.type(try builder.input(0)).with(shape: shape)
    return builder.constant(Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes)))
  }

  /// Which sequences reach beyond which steps, `[T, N, 1]`; nil when all sequences have all steps.
  private func isActive(steps: Int, _ builder: inout DecompositionBuilder) throws -> ValueID? {
    guard let lengths = builder.optionalInput(4) else { return nil }
    if let known = builder.constantTensor(lengths)?.integers(), known.allSatisfy({ $0 == steps }) {
      return nil
    }
    let positions = builder.constant(Tensor([steps, 1, 1], (0..<steps).map { Int32($0) }))
    let ends = try builder.reshaped(lengths, to: [1, builder.type(lengths).shape[0], 1])
    return try builder.add(Compare(.less), positions, ends)
  }

  /// One step for those sequences that have it; the states, then what the sequence shows.
  private func guardedStep<Builder: NodeAdding>(
    _ input: ValueID, _ isActive: ValueID?, _ states: [ValueID], _ parameters: [ValueID?],
    _ builder: inout Builder
  ) throws -> [ValueID] {
    let next = try step(input, states, parameters, &builder)
    guard let isActive else { return next + [next[0]] }
    let kept = try zip(next, states).map { try builder.add(Where(), isActive, $0, $1) }
    let zero = builder.number(0, like: next[0])
    return kept + (yieldsSequence ? [try builder.add(Where(), isActive, next[0], zero)] : [])
  }

  private func writeOut(_ walk: RecurrentWalk, _ builder: inout DecompositionBuilder) throws -> [ValueID] {
    var states = walk.states
    var shown: [ValueID] = []
    for step in 0..<walk.steps {
      let position = isReversed ? walk.steps - 1 - step : step
      let input = try builder.sliced(walk.input, position..<position + 1, along: 0)
      let isActive = try walk.isActive.map { try builder.sliced($0, position..<position + 1, along: 0) }
      let results = try guardedStep(input, isActive, states, walk.parameters, &builder)
      states = Array(results.prefix(Self.stateCount))
      shown += results.dropFirst(Self.stateCount)
    }
    guard yieldsSequence else { return states }
    if isReversed { shown.reverse() }
    return states + (shown.count == 1 ? shown : try builder.addAll(Concat(axis: 0), shown))
  }

  /// A reversed layer's loop gives the last position first.
  private func loop(_ walk: RecurrentWalk, _ builder: inout DecompositionBuilder) throws -> [ValueID] {
    var body = RecurrentBody(walk, builder)
    let position = try body.position(isReversed: isReversed, steps: walk.steps)
    let parameters = walk.parameters.map { $0.map { body.capture($0, builder) } }
    let input = try body.editor.add(Gather(axis: 0), body.capture(walk.input, builder), position)
    let isActive = try walk.isActive.map {
      try body.editor.add(Gather(axis: 0), body.capture($0, builder), position)
    }
    let results = try guardedStep(input, isActive, body.states, parameters, &body.editor)
    let shown = yieldsSequence ? results : Array(results.prefix(Self.stateCount))
    body.finish(shown)
    let op = Loop(body: Subgraph(body.editor.graph), stateCount: Self.stateCount, tripCount: walk.steps)
    var outputs = try builder.addAll(op, [nil, nil] + walk.states + body.captures)
    guard yieldsSequence else { return outputs }
    let shape = builder.type(outputs[Self.stateCount]).shape
    var y = try builder.reshaped(outputs[Self.stateCount], to: [shape[0]] + shape.dropFirst(2))
    if isReversed {
      let sizes = builder.type(y).shape
      y = try builder.add(Slice(starts: [sizes[0] - 1, 0, 0], steps: [-1, 1, 1], sizes: sizes), y)
    }
    outputs[Self.stateCount] = y
    return outputs
  }
}

/// What the steps of a layer have in common.
private struct RecurrentWalk {
  /// For all steps, `[T, N, G*H]`.
  let input: ValueID
  let isActive: ValueID?
  let states: [ValueID]
  let parameters: [ValueID?]
  let steps: Int
}

/// The body of a loop over steps, under construction. Constants become its own; other values come in from outside.
private struct RecurrentBody {
  var editor = GraphEditor(name: "body")
  let states: [ValueID]
  private(set) var captures: [ValueID] = []
  private let iteration: ValueID

  init(_ walk: RecurrentWalk, _ builder: DecompositionBuilder) {
    iteration = editor.addInput(name: "iteration", type: TensorType(.int64, []))
    _ = editor.addInput(name: "condition", type: TensorType(.bool, []))
    var states: [ValueID] = []
    for (index, state) in walk.states.enumerated() {
      states.append(editor.addInput(name: "state_\(index)", type: builder.type(state)))
    }
    self.states = states
  }

  /// Where the iteration stands in the sequence, `[1]`.
  mutating func position(isReversed: Bool, steps: Int) throws -> ValueID {
    let number = try editor.reshaped(iteration, to: [1])
    guard isReversed else { return number }
    return try editor.add(Binary(.subtract), editor.constant(Tensor([1], [Int64(steps - 1)])), number)
  }

  mutating func capture(_ value: ValueID, _ builder: DecompositionBuilder) -> ValueID {
    if let constant = builder.constantTensor(value) { return editor.constant(constant) }
    captures.append(value)
    return editor.addInput(name: "capture_\(captures.count)", type: builder.type(value))
  }

  mutating func finish(_ results: [ValueID]) {
    let outputs = [editor.constant(Tensor(scalar: true))] + results
    for (index, value) in outputs.enumerated() { editor.addOutput(name: "output_\(index)", value: value) }
  }
}

extension DecompositionBuilder {
  /// The rows in `range`, computed at once where the value is constant: a loop's body then holds them itself.
  mutating func rows(_ value: ValueID, _ range: Range<Int>) throws -> ValueID {
    let shape = type(value).shape
    guard range != 0..<shape[0], let tensor = constantTensor(value) else {
      return try sliced(value, range, along: 0)
    }
    let starts = [range.lowerBound] + shape.dropFirst().map { _ in 0 }
    let slice = Slice(starts: starts, steps: shape.map { _ in 1 }, sizes: [range.count] + shape.dropFirst())
    return constant(try slice.evaluate([tensor])[0])
  }
}

extension RecurrentActivation {
  /// The function as operators.
  func applied<Builder: NodeAdding>(to x: ValueID, _ builder: inout Builder) throws -> ValueID {
    let (alpha, beta) = (Double(alpha), Double(beta))
    func scaled(_ value: ValueID, _ factor: Double) throws -> ValueID {
      factor == 1 ? value : try builder.add(Binary(.multiply), value, builder.number(factor, like: value))
    }
    switch kind {
    case .relu: return try builder.add(Clip(lower: 0, upper: .infinity), x)
    case .tanh: return try builder.add(Unary(.tanh), x)
    case .sigmoid: return try builder.add(Unary(.sigmoid), x)
    case .affine: return try builder.add(Binary(.add), scaled(x, alpha), builder.number(beta, like: x))
    case .leakyRelu: return try builder.add(Unary(.leakyRelu(alpha: self.alpha)), x)
    case .thresholdedRelu:
      let isBelow = try builder.add(Compare(.less), x, builder.number(alpha, like: x))
      return try builder.add(Where(), isBelow, builder.number(0, like: x), x)
    case .scaledTanh: return try scaled(builder.add(Unary(.tanh), scaled(x, beta)), alpha)
    case .hardSigmoid: return try builder.add(Unary(.hardSigmoid(alpha: self.alpha, beta: self.beta)), x)
    case .elu: return try builder.add(Unary(.elu(alpha: self.alpha)), x)
    case .softsign: return try builder.add(Unary(.softsign), x)
    case .softplus: return try builder.add(Unary(.softplus), x)
    }
  }
}
