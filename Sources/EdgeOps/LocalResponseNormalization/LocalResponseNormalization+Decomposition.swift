import EdgeIR

/// The mean of squares is an average pooling along the axis whose padding counts.
extension LocalResponseNormalization: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard type.element == .float32, type.elementCount > 0 else {
      throw OperatorError("there is no simpler form for \(type)")
    }
    let (outer, channels, inner) = extents(type.shape)
    let squares = try builder.reshaped(
      builder.add(Binary(.multiply), x, x), to: [outer, channels, inner, 1])
    let window = WindowGeometry(
      kernel: [size, 1], strides: [1, 1], dilations: [1, 1], padsBegin: [(size - 1) / 2, 0],
      padsEnd: [size / 2, 0])
    let means = try builder.add(
      AveragePool(geometry: window, overhang: [0, 0], countsPadding: true), squares)
    let weighted = try builder.add(
      Binary(.multiply), builder.reshaped(means, to: type.shape), builder.number(Double(alpha), like: x))
    let sum = try builder.add(Binary(.add), weighted, builder.number(Double(bias), like: x))
    let scale = try builder.add(Binary(.power), sum, builder.number(Double(beta), like: x))
    return [try builder.add(Binary(.divide), x, scale)]
  }
}
