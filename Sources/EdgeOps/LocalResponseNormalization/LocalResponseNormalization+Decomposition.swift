import EdgeIR

/// The sum over neighbours is a sum of shifted slices of the squares. (LOCAL_RESPONSE_NORMALIZATION would say it, but
/// LiteRT's reference kernel leaves out the last neighbour.)
extension LocalResponseNormalization: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard type.element == .float32, type.elementCount > 0 else {
      throw OperatorError("there is no simpler form for \(type)")
    }
    guard size <= windowTapLimit else {
      throw OperatorError("expected at most \(windowTapLimit) neighbours, got \(size)")
    }
    let squares = try builder.padded(
      builder.binary(.multiply, x, x), axis: axis, begin: (size - 1) / 2, end: size / 2)
    var sum = try builder.sliced(squares, 0..<type.shape[axis], along: axis)
    for shift in 1..<max(size, 1) {
      let part = try builder.sliced(squares, shift..<shift + type.shape[axis], along: axis)
      sum = try builder.binary(.add, sum, part)
    }
    let weighted = try builder.binary(.multiply, sum, number: Double(alpha) / Double(size))
    let guarded = try builder.binary(.add, weighted, number: Double(bias))
    return [try builder.binary(.divide, x, builder.binary(.power, guarded, number: Double(beta)))]
  }
}
