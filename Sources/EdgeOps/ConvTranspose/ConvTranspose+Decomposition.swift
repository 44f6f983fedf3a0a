import EdgeIR

/// One group without dilation: a transposed convolution of a size that TFLite has, and a crop. Anything else is the
/// convolution, with the kernel turned around, of the image with zeros between its pixels.
///
/// With more than two spatial axes this is done for the first one, which becomes part of the batch, its taps part of
/// the channels.
extension ConvTranspose: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    guard !builder.type(x).shape.contains(0), !size.contains(0) else {
      throw OperatorError("a transposed convolution of nothing has no simpler form")
    }
    if groups == 1, strides.count > 2 { return [try unfolded(x, &builder)] }
    if groups == 1, dilations.allSatisfy({ $0 == 1 }) { return [try cropped(x, &builder)] }
    return [try convolved(x, &builder)]
  }

  private func cropped(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let weights = try builder.input(1)
    let kernel = builder.type(weights).shape
    var image = x
    var whole = self
    whole.pads = pads.map { _ in 0 }
    for axis in size.indices {
      let wanted = pads[axis] + size[axis]
      let full = (builder.type(x).shape[axis + 1] - 1) * strides[axis] + kernel[axis + 1]
      // Pixels of zeros, where the output goes on behind what the last pixel reaches.
      let missing = max((wanted - full) / strides[axis], 0)
      image = try builder.padded(image, axis: axis + 1, begin: 0, end: missing)
      whole.size[axis] = max(wanted, full + missing * strides[axis])
    }
    guard whole != self else { throw OperatorError("this transposed convolution has no simpler form") }
    let result = try builder.add(whole, image, weights, builder.optionalInput(2))
    let shape = builder.type(result).shape
    let crop = Slice(
      starts: [0] + pads + [0], steps: shape.map { _ in 1 }, sizes: [shape[0]] + size + shape.suffix(1))
    return crop.sizes == shape ? result : try builder.add(crop, result)
  }

  /// The pixels of x along a spatial axis with zeros between them, such that windows of the turned kernel cover just
  /// what each position of the output is made of.
  private func spread(
    _ x: ValueID, _ axis: Int, taps: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let apart = try builder.spread(x, axis: axis + 1, step: strides[axis])
    let begin = (taps - 1) * dilations[axis] - pads[axis]
    let end = size[axis] + pads[axis] - builder.type(apart).shape[axis + 1]
    return try builder.padded(apart, axis: axis + 1, begin: begin, end: end)
  }

  private func turned(_ weights: ValueID, axes: [Int], _ builder: inout DecompositionBuilder) throws
    -> ValueID
  {
    let shape = builder.type(weights).shape
    let isTurned = shape.indices.map { axes.contains($0 - 1) && shape[$0] > 1 }
    guard isTurned.contains(true) else { return weights }
    return try builder.add(
      Slice(
        starts: shape.indices.map { isTurned[$0] ? shape[$0] - 1 : 0 }, steps: isTurned.map { $0 ? -1 : 1 },
        sizes: shape), weights)
  }

  private func convolved(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let axes = Array(size.indices)
    let weights = try turned(builder.input(1), axes: axes, &builder)
    let kernel = builder.type(weights).shape
    let image = try axes.reduce(x) { try spread($0, $1, taps: kernel[$1 + 1], &builder) }
    let none = axes.map { _ in 0 }
    let conv = Conv(
      strides: axes.map { _ in 1 }, dilations: dilations, padsBegin: none, padsEnd: none, groups: groups,
      activation: activation)
    return try builder.add(conv, image, weights, builder.optionalInput(2))
  }

  private func unfolded(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let weights = try turned(builder.input(1), axes: [0], &builder)
    let kernel = builder.type(weights).shape
    let image = try spread(x, 0, taps: kernel[1], &builder)
    let parts = try builder.unfolded(
      image, weights, stride: 1, dilation: dilations[0], count: size[0], groups: 1)
    var rest = self
    rest.strides.removeFirst()
    rest.dilations.removeFirst()
    rest.pads.removeFirst()
    rest.size.removeFirst()
    let result = try builder.add(rest, parts.x, parts.weights, builder.optionalInput(2))
    return try builder.reshaped(
      result, to: [builder.type(x).shape[0]] + size + [kernel[0]])
  }
}
