import EdgeIR

/// What computed places cover of an image: for each of R places T pixels, each tensor `[R, T]`.
struct Taps {
  /// Positions along an axis, or of pixels; int32, in range.
  var positions: ValueID
  /// What they count; nil when there is one that counts fully.
  var weights: ValueID?
  /// Those that are not padding; nil when none is.
  var isInside: ValueID?

  /// The pixels where these taps meet those along the next axis, of `size` positions.
  func meeting(_ next: Taps, size: Int, _ builder: inout DecompositionBuilder) throws -> Taps {
    func pair(_ op: any Operator, _ a: ValueID?, _ b: ValueID?) throws -> ValueID? {
      guard let a, let b else { return nil }
      return try builder.outer(op, a, b)
    }
    let rows = try builder.binary(.multiply, positions, number: Double(size))
    return Taps(
      positions: try builder.outer(Binary(.add), rows, next.positions),
      weights: try pair(Binary(.multiply), weights, next.weights),
      isInside: try pair(Logical(.and), isInside, next.isInside))
  }

  /// The pixels `[R, T, C]` that were gathered at these positions, times their weights. Padding counts nothing,
  /// whatever was gathered for it.
  func weighted(_ gathered: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let column = Array(builder.type(gathered).shape.dropLast()) + [1]
    var result = gathered
    if let isInside {
      let zero = builder.zeros(TensorType(builder.type(result).element, []))
      result = try builder.select(builder.reshaped(isInside, to: column), result, zero)
    }
    guard let weights else { return result }
    return try builder.binary(.multiply, result, builder.reshaped(weights, to: column))
  }

  /// The weighted sums of the pixels `[R, T, C]` that were gathered at these positions: `[R, C]`.
  func sum(_ gathered: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let shape = builder.type(gathered).shape
    let parts = try weighted(gathered, &builder)
    return shape[1] == 1
      ? try builder.reshaped(parts, to: [shape[0], shape[2]])
      : try builder.add(Reduce(.sum, axes: [1], keepDims: false), parts)
  }
}
