import EdgeIR

/// Computes a graph again and again, each time from the state that the time before left.
///
/// - inputs: the limit, one i64, absent for none; the condition, one bool, absent for always; the states; the values
///   that the body captures
/// - outputs: the states after the last iteration; then what the body gives in each iteration beyond them, stacked
///   along a new first axis; then, when it counts, the number of iterations, an i64 scalar, to which that axis is limited
///
/// The body takes the iteration's number, i64, the condition, the states and the captured values. It gives the
/// condition, the states and the values that are stacked. Iterations go on while there are fewer than `tripCount`
/// and than the limit, and the condition holds; the body's condition counts only when there is one to begin with.
///
/// Constraints: C1 the limit is one i64, the condition one bool; C2 the body takes a number, a condition and inputs of
/// the types given; C3 the body gives a condition and states of the types it takes; C4 values are stacked only when
/// there is a trip count, which is the size of their first axis, and when the limit and the condition are absent or the
/// loop counts; C5 something ends the loop.
///
/// Semantics: ONNX Loop.
public struct Loop: SubgraphCarrying, DataDependentShape {
  public static let name = "Loop"

  public var body: Subgraph
  public var stateCount: Int
  public var tripCount: Int?
  public var counts: Bool

  public init(body: Subgraph, stateCount: Int, tripCount: Int? = nil, counts: Bool = false) {
    self.body = body
    self.stateCount = stateCount
    self.tripCount = tripCount
    self.counts = counts
  }

  public var quantization: QuantizationRule { .floatOnly }

  public var subgraphs: [Subgraph] { [body] }

  public func replacing(_ subgraphs: [Subgraph]) -> Loop {
    Loop(body: subgraphs[0], stateCount: stateCount, tripCount: tripCount, counts: counts)
  }

  /// How many values are stacked.
  var stackCount: Int { body.graph.outputs.count - 1 - stateCount }

  public var outputExtents: [OutputExtent] {
    guard counts else { return [] }
    let end = stateCount + stackCount
    return (stateCount..<end).map { OutputExtent(output: $0, axis: 0, count: end) }
  }

  public func runs(of subgraph: Int) -> Int? { tripCount }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    guard inputs.count >= 2 + stateCount, stateCount >= 0 else {
      throw OperatorError(
        "expected a limit, a condition and \(stateCount) states, got \(inputs.count) inputs")
    }
    for (type, element) in [(inputs[0], ElementType.int64), (inputs[1], .bool)] {
      if let type, type.element != element || type.elementCount != 1 {
        throw OperatorError("C1: expected one \(element.rawValue), got \(type)")
      }
    }
    let given = try inputs.indices.dropFirst(2).map { try inputs.required($0) }
    let (takes, gives) = (body.inputTypes, body.outputTypes)
    guard takes.count >= 2, takes[0].element == .int64, takes[0].elementCount == 1,
      Self.isCondition(takes[1]),
      Array(takes[2...]) == given
    else {
      throw OperatorError("C2: expected a number, a condition and \(given), the body takes \(takes)")
    }
    let states = given.prefix(stateCount)
    guard let first = gives.first, Self.isCondition(first), gives.dropFirst().prefix(stateCount) == states
    else {
      throw OperatorError("C3: expected a condition and \(Array(states)), the body gives \(gives)")
    }
    let stacked = gives.dropFirst(1 + stateCount)
    let isFixed = inputs[0] == nil && inputs[1] == nil
    guard stacked.isEmpty || (tripCount != nil && (isFixed || counts)) else {
      throw OperatorError("C4: the number of stacked values is not fixed")
    }
    guard tripCount.map({ $0 >= 0 }) ?? !isFixed else { throw OperatorError("C5: nothing ends the loop") }
    return states + stacked.map { $0.with(shape: [tripCount ?? 0] + $0.shape) }
      + (counts ? [TensorType(.int64, [])] : [])
  }

  private static func isCondition(_ type: TensorType) -> Bool {
    type.element == .bool && type.elementCount == 1
  }
}
