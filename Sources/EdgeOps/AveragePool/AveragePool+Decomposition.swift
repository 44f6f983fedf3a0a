import EdgeIR

/// The mean under a window is the mean along one axis, of the means along the next, and so on, since what it is divided
/// by is a product of counts along the axes. Under a dilated window it is a convolution with ones, divided.
extension AveragePool: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard type.element == .float32 else { throw OperatorError("means of \(type) have no simpler form") }
    guard !type.shape.contains(0), geometry.rank != 2 || geometry.dilations != [1, 1] else {
      throw OperatorError("this pooling has no simpler form")
    }
    let result =
      geometry.dilations.allSatisfy { $0 == 1 }
      ? try (0..<geometry.rank).reduce(x) { try mean($0, axis: $1, &builder) }
      : try quotient(x, &builder)
    return [try builder.limited(result, to: activation)]
  }

  private func mean(_ x: ValueID, axis: Int, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let pool = AveragePool(
      geometry: geometry.along(axis), overhang: [overhang[axis], 0], countsPadding: countsPadding)
    guard !pool.extended.isIdentity else { return x }
    var shape = builder.type(x).shape
    let result = try builder.add(pool, builder.reshaped(x, to: shape.split(at: axis + 1)))
    shape[axis + 1] = builder.type(result).shape[1]
    return try builder.reshaped(result, to: shape)
  }

  private func quotient(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let type = builder.type(x)
    let channels = type.shape[type.rank - 1]
    let window = extended
    let count = window.kernel.reduce(channels, saturatingProduct)
    guard count <= 1 << 24 else { throw OperatorError("expected at most 2^24 weights, got \(window)") }
    let ones = builder.constant(
      Tensor([channels] + window.kernel + [1], [Float](repeating: 1, count: count)))
    let conv = Conv(
      strides: window.strides, dilations: window.dilations, padsBegin: window.padsBegin,
      padsEnd: window.padsEnd, groups: channels)
    return try builder.add(
      Binary(.divide), builder.add(conv, x, ones), builder.constant(divisors(type)))
  }
}
