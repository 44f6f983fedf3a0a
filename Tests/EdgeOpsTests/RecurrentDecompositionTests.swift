import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// RNN, GRU and LSTM said in simpler operators.
struct RecurrentDecompositionTests {
  private static let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 2e-6)

  /// x, weights, recurrence, bias, lengths, the states and, for an LSTM, peepholes.
  private func inputs(
    _ gates: Int, states: Int, steps: Int = 4, lengths: [Int32]? = nil, peepholes: Bool = false
  ) -> [Tensor?] {
    let (features, hidden) = (5, 3)
    let shapes = [
      [steps, 2, features], [gates * hidden, features], [gates * hidden, hidden], [2 * gates * hidden],
    ]
    let numbers = shapes.enumerated().map { index, shape -> Tensor? in
      .random(shape, of: Float.self, in: -1...1, seed: UInt64(index + 1))
    }
    let carried = (0..<states).map { index -> Tensor? in
      .random([2, hidden], of: Float.self, seed: UInt64(9 + index))
    }
    let own: [Tensor?] = peepholes ? [.random([3 * hidden], of: Float.self, seed: 20)] : []
    return numbers + [lengths.map { Tensor([2], $0) }] + carried + own
  }

  private func check(_ op: any Operator, _ inputs: [Tensor?], constants: Set<Int> = [1, 2, 3]) throws {
    try OperatorCheck(op, inputs, constants: constants).decomposed(Self.tolerance)
  }

  @Test(arguments: [false, true], [nil, [4, 4], [2, 0]] as [[Int32]?])
  func directionsAndLengths(_ isReversed: Bool, _ lengths: [Int32]?) throws {
    for yieldsSequence in [false, true] {
      let rnn = RNN(isReversed: isReversed, yieldsSequence: yieldsSequence)
      let gru = GRU(isReversed: isReversed, yieldsSequence: yieldsSequence)
      let lstm = LSTM(isReversed: isReversed, yieldsSequence: yieldsSequence)
      try check(rnn, inputs(1, states: 1, lengths: lengths))
      try check(gru, inputs(3, states: 1, lengths: lengths), constants: [1, 2, 3, 4])
      try check(lstm, inputs(4, states: 2, lengths: lengths), constants: [])
    }
  }

  @Test(arguments: [false, true], [0.5, .infinity] as [Float])
  func gates(_ flag: Bool, _ clip: Float) throws {
    try check(GRU(clip: clip, resetsAfterProduct: flag), inputs(3, states: 1))
    for peepholes in [false, true] {
      try check(LSTM(clip: clip, couplesGates: flag), inputs(4, states: 2, peepholes: peepholes))
    }
  }

  @Test(arguments: RecurrentActivation.Kind.allCases)
  func activations(_ kind: RecurrentActivation.Kind) throws {
    let activation = RecurrentActivation(kind, alpha: 0.25, beta: 0.5)
    try check(RNN(activation: activation), inputs(1, states: 1))
  }

  @Test func withoutOptionalInputs() throws {
    try check(RNN(), Array(inputs(1, states: 1).prefix(3)))
    try check(GRU(), Array(inputs(3, states: 1).prefix(3)), constants: [])
    try check(LSTM(), Array(inputs(4, states: 2).prefix(3)))
  }

  /// So many steps that they become a loop.
  @Test(arguments: [false, true], [nil, [130, 7]] as [[Int32]?])
  func loops(_ isReversed: Bool, _ lengths: [Int32]?) throws {
    for yieldsSequence in [false, true] {
      let lstm = LSTM(isReversed: isReversed, yieldsSequence: yieldsSequence)
      try check(lstm, inputs(4, states: 2, steps: 130, lengths: lengths, peepholes: true))
    }
    try check(GRU(isReversed: isReversed), inputs(3, states: 1, steps: 130, lengths: lengths), constants: [])
  }

  @Test(arguments: LiteRTOracle.Resolver.allCases) func inLiteRT(_ resolver: LiteRTOracle.Resolver) throws {
    let constants: Set = [1, 2, 3]
    let lstm = try OperatorCheck(
      LSTM(isReversed: true), inputs(4, states: 2, lengths: [4, 2]), constants: constants)
    try lstm.liteRT(Self.tolerance, resolver: resolver)
    let gru = try OperatorCheck(GRU(), inputs(3, states: 1), constants: constants)
    try gru.liteRT(Self.tolerance, resolver: resolver)
  }

  @Test func nothingToWalk() throws {
    let none: [Tensor?] = [
      Tensor([0, 1, 2], [Float]()), .random([3, 2], of: Float.self), .random([3, 3], of: Float.self),
    ]
    let check = try OperatorCheck(RNN(), none)
    #expect(throws: OperatorError.self) { try check.decomposed() }
  }
}
