import EdgeIR
import EdgeONNX
import EdgeSupport

/// Adds a loop that runs a known number of times: as a `Loop`, or written out where that is short.
struct CountedLoop {
  /// What the body is built from: the iteration's number and the condition, both scalars, the states, and what was
  /// taken in from outside.
  struct Arguments {
    let iteration: ValueID
    let condition: ValueID
    let states: [ValueID]
    let captures: [ValueID]
  }

  struct Results {
    /// One bool.
    let condition: ValueID
    let states: [ValueID]
    let stacked: [ValueID]
  }

  /// Loops that come to at most this many nodes are written out. Loops around loops are not: levels would multiply.
  private static let writtenOutNodes = 32

  let context: ImportContext
  let count: Int
  let states: [ValueID]
  /// Values that the body is given in every iteration.
  var captures: [ValueID] = []

  /// - Parameter body: adds one iteration through a context, which may be one within another graph.
  /// - Returns: the states after the last iteration, then the stacked values.
  /// - Throws: `ImportError` when a state's type changes.
  func add(_ body: (ImportContext, Arguments) throws -> Results) throws -> [ValueID] {
    let types = states.map(context.type)
    let scalar = [("iteration", TensorType(.int64, [])), ("condition", TensorType(.bool, []))]
    let inputs = scalar + types.enumerated().map { ("state_\($0)", $1) }
    let part = try context.subgraph("body", inputs: inputs.map { (name: $0.0, type: $0.1) }) {
      inner, formals in
      let results = try body(
        inner,
        Arguments(
          iteration: formals[0], condition: formals[1], states: Array(formals[2...]),
          captures: captures.map(inner.captured)))
      return [results.condition] + results.states + results.stacked
    }
    let after = part.outputTypes.dropFirst().prefix(states.count)
    for (index, (before, after)) in zip(types, after).enumerated() where before != after {
      throw ImportError(
        .inputNotConstant,
        "state \(index) of the loop is \(before) before an iteration and \(after) after it",
        hint: "re-export the model with states of one shape")
    }
    if count == 0 { return states + part.outputTypes.dropFirst(1 + states.count).map(empty) }
    if !part.isNested, count <= Self.writtenOutNodes / max(1, part.nodeCount) { return try writeOut(body) }
    let (subgraphs, captured) = ImportedSubgraph.joined([part])
    return try context.addAll(
      Loop(body: subgraphs[0], stateCount: states.count, tripCount: count), [nil, nil] + states + captured)
  }

  /// What is stacked by a loop that does not run.
  private func empty(_ type: TensorType) -> ValueID {
    let none = type.with(shape: [0] + type.shape)
    return context.constant(Tensor(none, storage: TensorStorage(zeroed: 0)))
  }

  private func writeOut(_ body: (ImportContext, Arguments) throws -> Results) throws -> [ValueID] {
    var states = states
    var condition = context.constant(Tensor(scalar: true))
    var stacked: [[ValueID]] = []
    for iteration in 0..<count {
      let number = context.constant(Tensor(scalar: Int64(iteration)))
      let results = try body(
        context, Arguments(iteration: number, condition: condition, states: states, captures: captures))
      (condition, states) = (results.condition, results.states)
      stacked.append(results.stacked)
    }
    return try states
      + (stacked.first ?? []).indices.map { index in try context.stack(stacked.map { $0[index] }) }
  }
}

extension ImportContext {
  /// Values of one type along a new first axis.
  func stack(_ parts: [ValueID]) throws -> ValueID {
    let slices = try parts.map { part in try add(Reshape(shape: [1] + type(part).shape), [part]) }
    return slices.count == 1 ? slices[0] : try add(Concat(axis: 0), slices)
  }

  /// The value under another shape.
  func shaped(_ value: ValueID, _ shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(Reshape(shape: shape), [value])
  }
}
