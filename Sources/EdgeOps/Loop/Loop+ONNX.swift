import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// ONNX Loop: 1; 11 states may change their shape; later opsets differ in element types only.
///
/// A loop whose states keep their types is a `Loop`. What it stacks needs a constant trip count, or bound inputs that
/// decide on one; where a condition may end it earlier the stacks have that capacity. A loop whose states change their
/// types is written out, iteration by iteration.
extension Loop: ONNXImporting {
  public static let importers = [ONNXImporter("Loop", since: 1) { try ImportedLoop($0).add() }]
}

/// One ONNX Loop during its import.
private struct ImportedLoop {
  /// At most this many iterations are written out.
  private static let writtenOutLimit = 4096
  /// At most this many iterations are run to count them.
  private static let countingLimit = 1 << 16

  /// Room for values of iterations that there may not be is made up to this size.
  private static let stackLimitInBytes = 1 << 26

  private let context: ImportContext
  private let body: ONNXGraph
  private let limit: ValueID?
  private let condition: ValueID?
  private let states: [ValueID]

  init(_ context: ImportContext) throws {
    self.context = context
    body = try context.graph("body")
    limit = context.optionalInput(0)
    condition = context.optionalInput(1)
    states = try context.inputs.indices.dropFirst(2).map { try context.input($0) }
    for (value, element) in [(limit, ElementType.int64), (condition, .bool)] {
      guard let type = value.map(context.type), type.element != element || type.elementCount != 1 else {
        continue
      }
      throw ImportError(.invalidInputs, "expected one \(element.rawValue), got \(type)")
    }
    guard body.outputs.count > states.count else {
      throw ImportError(
        .invalidInputs, "expected a body with at least \(1 + states.count) outputs, got \(body.outputs.count)"
      )
    }
    guard limit != nil || condition != nil else {
      throw ImportError(.invalidInputs, "nothing ends the loop: it has neither a trip count nor a condition")
    }
  }

  func add() throws -> [ValueID] {
    let part: ImportedSubgraph
    do {
      part = try bodyWithFixedTypes()
    } catch {
      return try writeOut(because: error)
    }
    return try add(part)
  }

  /// Adds one iteration. The body may want its number and condition as vectors.
  private func iterate(
    _ context: ImportContext, _ iteration: ValueID, _ condition: ValueID, _ states: [ValueID]
  ) throws -> CountedLoop.Results {
    let leading = try zip(body.inputs, [iteration, condition]).map { formal, value in
      if case .tensor(_, let shape?)? = formal.type, shape.count == 1 {
        return try context.shaped(value, [1])
      }
      return value
    }
    let outputs = try context.inline(body, leading + states)
    let type = context.type(outputs[0])
    guard type.element == .bool, type.elementCount == 1 else {
      throw ImportError(.invalidInputs, "expected the body's first output to be one bool, got \(type)")
    }
    return .init(
      condition: try context.shaped(outputs[0], []), states: Array(outputs[1...].prefix(states.count)),
      stacked: Array(outputs.dropFirst(1 + states.count)))
  }

  /// - Throws: `ImportError` when a state's type changes.
  private func bodyWithFixedTypes() throws -> ImportedSubgraph {
    let scalar = [("iteration", TensorType(.int64, [])), ("condition", TensorType(.bool, []))]
    let inputs = scalar + states.enumerated().map { ("state_\($0)", context.type($1)) }
    let part = try context.subgraph("body", inputs: inputs.map { (name: $0.0, type: $0.1) }) {
      inner, formals in
      let results = try iterate(inner, formals[0], formals[1], Array(formals[2...]))
      return [results.condition] + results.states + results.stacked
    }
    for (index, (state, after)) in zip(states, part.outputTypes.dropFirst()).enumerated() {
      let before = context.type(state)
      guard before != after else { continue }
      throw ImportError(
        .inputNotConstant,
        "state \(index) of the loop is \(before) before an iteration and \(after) after it",
        hint: "fix what decides the trip count with --input-shape or --dim, or re-export with states of one "
          + "shape; `edgec run` decides by the data")
    }
    return part
  }

  private func add(_ part: ImportedSubgraph) throws -> [ValueID] {
    if let count = try count(part, asking: false) { return try add(count) }
    let fixed = limit.flatMap { context.constantTensor($0)?.integers()?.first }.map { max($0, 0) }
    let stacked = part.outputTypes.dropFirst(1 + states.count)
    let isBounded = fixed.map { count in
      stacked.allSatisfy { $0.with(shape: [count] + $0.shape).fits(limitInBytes: Self.stackLimitInBytes) }
    }
    guard stacked.isEmpty || isBounded == true else {
      if let count = try count(part, asking: true) { return try add(count) }
      throw ImportError(
        .inputNotConstant,
        "the number of iterations must be constant or bounded because it decides the shape of a result",
        hint: "re-export with a constant trip count; `edgec run` decides by the data")
    }
    let (subgraphs, captures) = ImportedSubgraph.joined([part])
    let loop = Loop(
      body: subgraphs[0], stateCount: states.count, tripCount: fixed, counts: !stacked.isEmpty)
    let results = try context.addAll(loop, [fixed == nil ? limit : nil, condition] + states + captures)
    return Array(results.prefix(states.count + stacked.count))
  }

  private func add(_ count: Int) throws -> [ValueID] {
    try CountedLoop(context: context, count: count, states: states).add { inner, arguments in
      try iterate(inner, arguments.iteration, arguments.condition, arguments.states)
    }
  }

  /// The number of iterations where it is constant or, when `asking`, follows from bound inputs.
  private func count(_ part: ImportedSubgraph, asking: Bool) throws -> Int? {
    func known(_ value: ValueID) throws -> Tensor? {
      asking ? try context.knownTensor(value) : context.constantTensor(value)
    }
    let first = try condition.flatMap(known)
    if let first, !first.isTrue { return 0 }
    let goesOn = part.output(0, showsInput: 1) || part.constantOutput(0)?.isTrue == true
    let isEndless = condition == nil || (first != nil && goesOn)
    if isEndless, let bound = try limit.flatMap({ try known($0)?.integers()?.first }) { return max(bound, 0) }
    return asking ? try runAhead(part) : nil
  }

  /// Counts the iterations by running the loop, when all that it reads is known.
  private func runAhead(_ part: ImportedSubgraph) throws -> Int? {
    let (subgraphs, captures) = ImportedSubgraph.joined([part])
    let counting = Loop(body: subgraphs[0], stateCount: states.count)
    var inputs: [Tensor?] = []
    for value in [limit, condition] + states + captures {
      let tensor = try value.flatMap { try context.knownTensor($0) }
      if value != nil, tensor == nil { return nil }
      inputs.append(tensor)
    }
    do {
      return try counting.iterations(inputs, atMost: Self.countingLimit)
    } catch let error as OperatorError {
      throw ImportError(.invalidInputs, error.message)
    }
  }

  /// Adds iteration after iteration, as long as it is known that there is one more.
  ///
  /// - Throws: `reason` when it is not known.
  private func writeOut(because reason: any Error) throws -> [ValueID] {
    var (condition, states) = (condition, states)
    var stacked: [[ValueID]] = []
    var count = Int.max
    if let limit {
      guard let known = try context.knownTensor(limit)?.integers()?.first else { throw reason }
      count = known
    }
    while stacked.count < count {
      if let condition {
        guard let known = try context.knownTensor(condition) else { throw reason }
        guard known.isTrue else { break }
      }
      guard stacked.count < Self.writtenOutLimit else {
        throw ImportError(
          .sizeLimitExceeded,
          "expected a loop whose states change their shape to end after \(Self.writtenOutLimit) iterations",
          hint: "re-export the model with states of one shape")
      }
      let number = context.constant(Tensor(scalar: Int64(stacked.count)))
      let results = try iterate(
        context, number, condition ?? context.constant(Tensor(scalar: true)), states)
      if self.condition != nil { condition = results.condition }
      states = results.states
      stacked.append(results.stacked)
    }
    guard !stacked.isEmpty || body.outputs.count == 1 + states.count else { throw reason }
    return try states
      + (stacked.first ?? []).indices.map { index in try context.stack(stacked.map { $0[index] }) }
  }
}
