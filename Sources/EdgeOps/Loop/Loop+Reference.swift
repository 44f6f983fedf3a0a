import EdgeIR

extension Loop {
  /// Loops that have not ended after this many iterations are given up: a model may spell one that never does.
  static let iterationLimit = 1 << 20

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    var state: [Tensor] = []
    var stacked = body.outputTypes.dropFirst(1 + stateCount).map { (type: $0, parts: [Tensor]()) }
    var iterations = -1
    try iterate(inputs) { after, values in
      state = after
      iterations += 1
      for (index, part) in values.enumerated() { stacked[index].parts.append(part) }
    }
    return state + stacked.map { Self.stack($0.parts, $0.type, count: tripCount ?? 0) }
      + (counts ? [Tensor(scalar: Int64(iterations))] : [])
  }

  /// How many iterations there are.
  ///
  /// - Throws: `OperatorError` when they are more than `most`.
  func iterations(_ inputs: [Tensor?], atMost most: Int) throws -> Int {
    var states = 0
    try iterate(inputs, atMost: most) { _, _ in states += 1 }
    return states - 1
  }

  /// - Parameter receive: called with the initial states, then with those after each iteration and the values it gives
  ///   beyond them.
  private func iterate(
    _ inputs: [Tensor?], atMost most: Int = iterationLimit, receive: ([Tensor], [Tensor]) -> Void
  ) throws {
    let limit = inputs.optional(0)?.integers()?.first ?? .max
    let count = min(limit, tripCount ?? .max)
    let given = try inputs.indices.dropFirst(2).map { try inputs.required($0) }
    let captured = given.dropFirst(stateCount)
    var state = Array(given.prefix(stateCount))
    var condition = inputs.optional(1) ?? Tensor(scalar: true)
    let types = body.inputTypes
    let runner = SubgraphRunner(body)
    var iteration = 0
    receive(state, [])
    while iteration < count, inputs.optional(1) == nil || condition.isTrue {
      guard iteration < most else {
        throw OperatorError("the loop has not ended after \(most) iterations")
      }
      let number = Tensor(types[0].shape, [Int64(iteration)])
      let results = try runner.run([number, condition.reshaped(types[1].shape)] + state + captured)
      condition = results[0]
      state = Array(results[1..<(1 + stateCount)])
      receive(state, Array(results.dropFirst(1 + stateCount)))
      iteration += 1
    }
  }

  /// The parts, then zeros for those that are missing.
  private static func stack(_ parts: [Tensor], _ type: TensorType, count: Int) -> Tensor {
    var bytes: [UInt8] = []
    for part in parts { bytes += part.storage.bytes }
    bytes += [UInt8](repeating: 0, count: (count - parts.count) * type.sizeInBytes)
    return Tensor(
      type.with(shape: [count] + type.shape),
      storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }
}
