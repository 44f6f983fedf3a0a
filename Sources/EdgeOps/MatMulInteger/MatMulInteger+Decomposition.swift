import EdgeIR

extension MatMulInteger: Decomposing {
  /// Products of pieces that float32 sums exactly, added up as integers.
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let operands = [try builder.input(0), try builder.input(1)]
    let (aType, bType) = (builder.type(operands[0]), builder.type(operands[1]))
    let depth = bType.shape[bType.rank - 2]
    guard depth > 0 else { throw OperatorError("products of empty matrices have no simpler form") }
    func zeroPoint(_ index: Int, _ shape: [Int]) -> (ValueID?, [Int]) {
      guard let zero = builder.optionalInput(index) else { return (nil, []) }
      return (zero, builder.type(zero).elementCount == 1 ? [] : shape)
    }
    let (aZero, aShape) = zeroPoint(2, [aType.shape[aType.rank - 2], 1])
    let (bZero, bShape) = zeroPoint(3, [bType.shape[bType.rank - 1]])
    let a = try builder.lessZeroPoint(operands[0], aZero, shape: aShape)
    let b = try builder.lessZeroPoint(operands[1], bZero, shape: bShape)
    let piece = IntegerSums.exactCount(a.magnitude, b.magnitude)
    guard depth <= pieceLimit * piece else {
      throw OperatorError("sums of \(depth) products of integers take too many pieces")
    }
    let sums = try stride(from: 0, to: depth, by: piece).map { start in
      let range = start..<min(start + piece, depth)
      let product = try builder.add(
        MatMul(), builder.sliced(a.value, range, along: aType.rank - 1),
        builder.sliced(b.value, range, along: bType.rank - 2))
      return try builder.add(Cast(to: .int32), product)
    }
    return [try builder.sum(sums)]
  }
}

private let pieceLimit = 64
