import EdgeIR
import EdgeONNX
import EdgeSupport

/// An ONNX node of a recurrent layer, which may have two directions and have its sequences in front: both are
/// spelled with one node for each direction, slices, transposes and concatenations.
///
/// The attribute `output_sequence` of opsets before 7 makes Y optional, which it always is since.
struct RecurrentNode {
  /// What differs between the directions, and what they have in common.
  struct Direction {
    let isReversed: Bool
    let yieldsSequence: Bool
    let clip: Float
    let activations: [RecurrentActivation]
  }

  private let context: ImportContext
  private let directions: [Direction]
  private let hasSequencesFirst: Bool

  /// - Parameter activations: the functions of one direction when the model names none.
  init(_ context: ImportContext, activations: [RecurrentActivation.Kind]) throws {
    self.context = context
    _ = try context.int("output_sequence")
    hasSequencesFirst = try context.flag("layout")
    // GRU-1 misspells its default.
    let direction = try context.choice(
      "direction", of: ["forward", "reverse", "bidirectional", "foward"], default: "forward")
    let reversals = direction == "bidirectional" ? [false, true] : [direction == "reverse"]
    let clip = try context.float("clip") ?? .infinity
    guard clip >= 0 else { throw context.invalid("clip", "expected a positive number, got \(clip)") }
    let functions = try Self.activations(context, activations, directions: reversals.count)
    directions = zip(reversals, functions).map { isReversed, functions in
      Direction(
        isReversed: isReversed, yieldsSequence: context.hasOutput(0), clip: clip, activations: functions)
    }
  }

  /// The node's outputs, from one operator for each direction.
  func build<Layer: RecurrentLayer>(_ layer: (Direction) -> Layer) throws -> [ValueID] {
    var x = try context.input(0)
    if hasSequencesFirst, context.type(x).rank == 3 {
      x = try context.add(Transpose(permutation: [1, 0, 2]), [x])
    }
    let lengths = context.optionalInput(4)
    try checkHiddenSize()
    let stateAxis = hasSequencesFirst ? 1 : 0
    var results: [[ValueID]] = []
    for (index, direction) in directions.enumerated() {
      func part(_ input: Int, axis: Int = 0) throws -> ValueID? {
        try context.optionalInput(input).map { try slice($0, index, along: axis) }
      }
      _ = try context.input(1)
      _ = try context.input(2)
      var inputs = [x, try part(1), try part(2), try part(3), lengths]
      for state in 0..<Layer.stateCount { inputs.append(try part(5 + state, axis: stateAxis)) }
      if Layer.hasPeepholes { inputs.append(try part(5 + Layer.stateCount)) }
      results.append(try context.addAll(layer(direction), inputs))
    }
    let states = try (0..<Layer.stateCount).map { state in
      try joined(results.map { $0[state] }, axis: stateAxis)
    }
    guard results.allSatisfy({ $0.count > Layer.stateCount }) else { return [states[0]] + states }
    return [try sequence(results.map { $0[Layer.stateCount] })] + states
  }

  private func checkHiddenSize() throws {
    guard let size = try context.int("hidden_size") else { return }
    let recurrence = try context.type(context.input(2))
    guard recurrence.shape.last == size else {
      throw context.invalid("hidden_size", "expected the columns of R \(recurrence), got \(size)")
    }
  }

  /// The part of an input that belongs to one direction, without the axis of directions.
  private func slice(_ value: ValueID, _ direction: Int, along axis: Int) throws -> ValueID {
    let shape = context.type(value).shape
    guard shape.indices.contains(axis), shape[axis] == directions.count else {
      throw ImportError(
        .invalidInputs,
        "expected \(directions.count) directions along axis \(axis), got \(context.type(value))")
    }
    var rest = shape
    rest.remove(at: axis)
    guard directions.count > 1 else { return try context.add(Reshape(shape: rest), [value]) }
    var (starts, sizes) = (shape.map { _ in 0 }, shape)
    (starts[axis], sizes[axis]) = (direction, 1)
    let part = try context.add(Slice(starts: starts, steps: shape.map { _ in 1 }, sizes: sizes), [value])
    return try context.add(Reshape(shape: rest), [part])
  }

  /// Values of the directions, joined along a new axis.
  private func joined(_ values: [ValueID], axis: Int) throws -> ValueID {
    let parts = try values.map { value in
      var shape = context.type(value).shape
      shape.insert(1, at: axis)
      return try context.add(Reshape(shape: shape), [value])
    }
    return parts.count == 1 ? parts[0] : try context.add(Concat(axis: axis), parts)
  }

  /// Y: `[T, D, N, H]`, or `[N, T, D, H]` with sequences first.
  private func sequence(_ values: [ValueID]) throws -> ValueID {
    guard hasSequencesFirst else { return try joined(values, axis: 1) }
    return try joined(values.map { try context.add(Transpose(permutation: [1, 0, 2]), [$0]) }, axis: 2)
  }
}

extension RecurrentNode {
  /// The functions of each direction. Their parameters come one after the other, for those that have any; the rest
  /// has the defaults of the ONNX operators of their names.
  private static func activations(
    _ context: ImportContext, _ fallback: [RecurrentActivation.Kind], directions: Int
  ) throws -> [[RecurrentActivation]] {
    let kinds = try context.strings("activations").map { try $0.map { try kind($0, context) } }
    let all = kinds ?? Array(repeating: fallback, count: directions).flatMap { $0 }
    let count = fallback.count * directions
    // RNN has two by default, whatever its direction.
    guard all.count >= count else {
      throw context.invalid("activations", "expected \(count) functions, got \(all.count)")
    }
    var alphas = (try context.floats("activation_alpha") ?? [])[...]
    var betas = (try context.floats("activation_beta") ?? [])[...]
    let functions = try all.prefix(count).map { kind in
      RecurrentActivation(
        kind,
        alpha: kind.hasAlpha ? try alphas.popFirst() ?? defaults(kind, context).alpha : 0,
        beta: kind.hasBeta ? try betas.popFirst() ?? defaults(kind, context).beta : 0)
    }
    guard alphas.isEmpty, betas.isEmpty else {
      let name = alphas.isEmpty ? "activation_beta" : "activation_alpha"
      throw context.invalid(
        name, "\(alphas.count + betas.count) more than the functions \(all.map(\.rawValue)) take")
    }
    return (0..<directions).map { Array(functions[($0 * fallback.count)..<(($0 + 1) * fallback.count)]) }
  }

  private static func kind(_ name: String, _ context: ImportContext) throws -> RecurrentActivation.Kind {
    let found = RecurrentActivation.Kind.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
    guard let found else {
      let known = RecurrentActivation.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw context.invalid("activations", "expected \(known), got '\(name)'")
    }
    return found
  }

  private static func defaults(
    _ kind: RecurrentActivation.Kind, _ context: ImportContext
  ) throws -> (alpha: Float, beta: Float) {
    switch kind {
    case .affine: (1, 0)
    case .leakyRelu: (0.01, 0)
    case .thresholdedRelu, .elu: (1, 0)
    case .hardSigmoid: (0.2, 0.5)
    case .scaledTanh:
      throw context.invalid("activation_alpha", "ScaledTanh has no default for alpha and beta")
    case .relu, .tanh, .sigmoid, .softsign, .softplus: (0, 0)
    }
  }
}
