import EdgeIR

extension ConvInteger: Decomposing {
  /// Convolutions of pieces of the channels that float32 sums exactly, added up as integers.
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let operands = [try builder.input(0), try builder.input(1)]
    let weightsType = builder.type(operands[1])
    let rank = weightsType.rank
    let channels = weightsType.shape[rank - 1]
    let column = [weightsType.shape[0]] + Array(repeating: 1, count: rank - 1)
    let weightsZero = builder.optionalInput(4)
    let isPerChannel = weightsZero.map { builder.type($0).elementCount > 1 } ?? false
    let x = try builder.lessZeroPoint(operands[0], builder.optionalInput(3), shape: [])
    let weights = try builder.lessZeroPoint(operands[1], weightsZero, shape: isPerChannel ? column : [])
    let window = weightsType.shape.dropFirst().dropLast().reduce(1, *)
    let piece = IntegerSums.exactCount(x.magnitude, weights.magnitude) / max(1, window)
    guard channels > 0, piece > 0, channels <= pieceLimit * piece else {
      throw OperatorError("sums of \(window) times \(channels) products of integers take too many pieces")
    }
    guard piece >= channels || convolution.groups == 1 else {
      throw OperatorError("float32 does not hold the sums of a convolution of integers in groups")
    }
    var sums = try stride(from: 0, to: channels, by: piece).map { start in
      let range = start..<min(start + piece, channels)
      let isWhole = range.count == channels
      let product = try builder.add(
        convolution, isWhole ? x.value : builder.sliced(x.value, range, along: rank - 1),
        builder.sliced(weights.value, range, along: rank - 1))
      return try builder.add(Cast(to: .int32), product)
    }
    if let bias = builder.optionalInput(2) { sums.append(bias) }
    return [try builder.sum(sums)]
  }
}

private let pieceLimit = 64
