import EdgeIR

extension RNN: RecurrentDecomposing {
  func stepParameters(_ builder: inout DecompositionBuilder) throws -> [ValueID?] {
    [try builder.input(2), try biasPart(1, &builder)]
  }

  func step<Builder: NodeAdding>(
    _ input: ValueID, _ states: [ValueID], _ parameters: [ValueID?], _ builder: inout Builder
  ) throws -> [ValueID] {
    let recurrent = try builder.add(FullyConnected(), states[0], parameters[0], parameters[1])
    let sum = try builder.add(Binary(.add), input, recurrent)
    return [try activation.applied(to: clipped(sum, &builder), &builder)]
  }
}
