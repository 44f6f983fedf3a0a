import EdgeIR

extension LSTM: RecurrentDecomposing {
  func stepParameters(_ builder: inout DecompositionBuilder) throws -> [ValueID?] {
    let recurrence = try builder.input(2)
    let hidden = builder.type(recurrence).shape[1]
    let peepholes = try (0..<3).map { gate in
      try builder.optionalInput(7).map { try builder.rows($0, gate * hidden..<(gate + 1) * hidden) }
    }
    return [recurrence, try biasPart(1, &builder)] + peepholes
  }

  func step<Builder: NodeAdding>(
    _ input: ValueID, _ states: [ValueID], _ parameters: [ValueID?], _ builder: inout Builder
  ) throws -> [ValueID] {
    let (h, c) = (states[0], states[1])
    let hidden = builder.type(h).shape[2]
    let recurrent = try builder.add(FullyConnected(), h, parameters[0], parameters[1])
    let sums = try builder.add(Binary(.add), input, recurrent)

    /// The activated sums of neighbouring gates; `cell` is what a peephole shows them.
    func gates(_ range: Range<Int>, _ activation: RecurrentActivation, cell: ValueID? = nil) throws -> ValueID
    {
      var sum = try builder.sliced(sums, range.lowerBound * hidden..<range.upperBound * hidden, along: 2)
      if let cell {
        let seen = try builder.add(Binary(.multiply), cell, parameters[2 + range.lowerBound])
        sum = try builder.add(Binary(.add), sum, seen)
      }
      return try activation.applied(to: clipped(sum, &builder), &builder)
    }

    let hasPeepholes = parameters[2] != nil
    let shared = hasPeepholes ? nil : try gates(0..<(couplesGates ? 2 : 3), gateActivation)
    func gate(_ index: Int, cell: ValueID) throws -> ValueID {
      guard let shared else { return try gates(index..<index + 1, gateActivation, cell: cell) }
      return try builder.sliced(shared, index * hidden..<(index + 1) * hidden, along: 2)
    }

    let inputGate = try gate(0, cell: c)
    let forget =
      couplesGates
      ? try builder.add(Binary(.subtract), builder.number(1, like: h), inputGate) : try gate(2, cell: c)
    let kept = try builder.add(Binary(.multiply), forget, c)
    let added = try builder.add(Binary(.multiply), inputGate, gates(3..<4, candidateActivation))
    let cell = try builder.add(Binary(.add), kept, added)
    let shown = try outputActivation.applied(to: cell, &builder)
    return [try builder.add(Binary(.multiply), gate(1, cell: cell), shown), cell]
  }
}
