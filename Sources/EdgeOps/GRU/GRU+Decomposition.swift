import EdgeIR

extension GRU: RecurrentDecomposing {
  /// The recurrence and its bias; without `resetsAfterProduct` those of the gates, then those of the candidate, whose
  /// product comes later.
  func stepParameters(_ builder: inout DecompositionBuilder) throws -> [ValueID?] {
    let (recurrence, bias) = (try builder.input(2), try biasPart(1, &builder))
    guard !resetsAfterProduct else { return [recurrence, bias] }
    let hidden = builder.type(recurrence).shape[1]
    return try [0..<2 * hidden, 2 * hidden..<3 * hidden].flatMap { rows in
      [try builder.rows(recurrence, rows), try bias.map { try builder.rows($0, rows) }]
    }
  }

  func step<Builder: NodeAdding>(
    _ input: ValueID, _ states: [ValueID], _ parameters: [ValueID?], _ builder: inout Builder
  ) throws -> [ValueID] {
    let h = states[0]
    let hidden = builder.type(h).shape[2]
    let (gateUnits, candidateUnits) = (0..<2 * hidden, 2 * hidden..<3 * hidden)
    let product = try builder.add(FullyConnected(), h, parameters[0], parameters[1])
    let gateSums = try builder.add(
      Binary(.add), builder.sliced(input, gateUnits, along: 2), builder.sliced(product, gateUnits, along: 2))
    let gates = try gateActivation.applied(to: clipped(gateSums, &builder), &builder)
    let update = try builder.sliced(gates, 0..<hidden, along: 2)
    let reset = try builder.sliced(gates, hidden..<2 * hidden, along: 2)

    let recurrent: ValueID
    if resetsAfterProduct {
      recurrent = try builder.add(
        Binary(.multiply), reset, builder.sliced(product, candidateUnits, along: 2))
    } else {
      let visible = try builder.add(Binary(.multiply), reset, h)
      recurrent = try builder.add(FullyConnected(), visible, parameters[2], parameters[3])
    }
    let sum = try builder.add(Binary(.add), builder.sliced(input, candidateUnits, along: 2), recurrent)
    let candidate = try candidateActivation.applied(to: clipped(sum, &builder), &builder)
    let fresh = try builder.add(Binary(.subtract), builder.number(1, like: h), update)
    return [
      try builder.add(
        Binary(.add), builder.add(Binary(.multiply), fresh, candidate),
        builder.add(Binary(.multiply), update, h))
    ]
  }
}
