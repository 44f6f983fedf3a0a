import EdgeIR

/// What RNN, GRU and LSTM have in common: one direction of a layer that carries states from step to step.
///
/// T steps, N sequences, I features, H hidden units, G gates:
///
/// - inputs: x `[T, N, I]`, weights `[G*H, I]`, recurrence `[G*H, H]`, then, all optional, bias `[2*G*H]` (those of the
///   weights, then those of the recurrence), lengths `[N]` (int32), initial states `[N, H]`, and peepholes `[3*H]` for
///   an LSTM
/// - outputs: the states after the last step of each sequence, `[N, H]` each; with `yieldsSequence` also the hidden
///   state after every step, y `[T, N, H]`
///
/// A sequence that is shorter than T keeps its states past its end, where y is 0. Absent biases and states are 0.
///
/// Constraints: C1 floats of one type; C2 x of rank 3, recurrence `[G*H, H]`, weights `[G*H, I]`; C3 bias, states and
/// peepholes of these shapes; C4 lengths int32 `[N]`. Lengths outside 0...T are an error when they are read.
public protocol RecurrentLayer: MultiplyAccumulating {
  /// How many gates there are, each with weights for all hidden units.
  static var gateCount: Int { get }
  /// How many states are carried on: inputs from 5 on, and the first outputs.
  static var stateCount: Int { get }
  static var hasPeepholes: Bool { get }

  /// Sequences are walked from their ends.
  var isReversed: Bool { get }
  var yieldsSequence: Bool { get }
  /// The sums that become gates are limited to this magnitude before their activation; infinity when they are not.
  var clip: Float { get }
}

extension RecurrentLayer {
  public var quantization: QuantizationRule { .wide }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    let count = 5 + Self.stateCount + (Self.hasPeepholes ? 1 : 0)
    try inputs.requireCount(3...count)
    let (x, weights, recurrence) = (try inputs.required(0), try inputs.required(1), try inputs.required(2))
    let floats = inputs.enumerated().filter { $0.offset != 4 }.compactMap(\.element)
    guard x.element.isFloat, floats.allSatisfy({ $0.element == x.element }) else {
      throw OperatorError("C1: expected floats of one type, got \(floats.map(\.description))")
    }
    guard x.rank == 3, recurrence.rank == 2 else {
      throw OperatorError("C2: expected x [T,N,I] and recurrence [G*H,H], got \(x) and \(recurrence)")
    }
    let hidden = recurrence.shape[1]
    let rows = saturatingProduct(hidden, Self.gateCount)
    guard recurrence.shape[0] == rows, weights.shape == [rows, x.shape[2]] else {
      throw OperatorError(
        "C2: expected weights [\(rows),\(x.shape[2])] and recurrence [\(rows),\(hidden)], got \(weights) and "
          + "\(recurrence)")
    }
    let state = x.with(shape: [x.shape[1], hidden])
    var expected = [3: [saturatingProduct(2, rows)]]
    for index in 0..<Self.stateCount { expected[5 + index] = state.shape }
    if Self.hasPeepholes { expected[5 + Self.stateCount] = [saturatingProduct(3, hidden)] }
    for index in inputs.indices {
      guard let shape = expected[index], let type = inputs[index] else { continue }
      guard type.shape == shape else {
        throw OperatorError("C3: expected shape \(shape) of input \(index), got \(type)")
      }
    }
    if let lengths = inputs.optional(4) {
      guard lengths == TensorType(.int32, [x.shape[1]]) else {
        throw OperatorError("C4: expected lengths i32[\(x.shape[1])], got \(lengths)")
      }
    }
    let states = Array(repeating: state, count: Self.stateCount)
    return yieldsSequence ? states + [x.with(shape: x.shape.prefix(2) + [hidden])] : states
  }

  public func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int {
    guard let x = inputs.optional(0), let weights = inputs.optional(1), let recurrence = inputs.optional(2)
    else { return 0 }
    let each = weights.elementCount.addingReportingOverflow(recurrence.elementCount)
    guard !each.overflow else { return .max }
    return saturatingProduct(saturatingProduct(x.shape[0], x.shape[1]), each.partialValue)
  }
}
