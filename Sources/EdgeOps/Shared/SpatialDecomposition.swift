import EdgeIR

extension DecompositionBuilder {
  /// The value with zeros, or `fill`, added at both ends of an axis; negative amounts cut off.
  ///
  /// - Throws: `OperatorError` when that cuts off everything.
  mutating func padded(
    _ value: ValueID, axis: Int, begin: Int, end: Int, fill: Tensor? = nil
  ) throws -> ValueID {
    let size = type(value).shape[axis]
    guard size + min(begin, 0) + min(end, 0) > 0 else {
      throw OperatorError("nothing is left of axis \(axis) of \(type(value))")
    }
    let kept = try sliced(value, max(-begin, 0)..<size + min(end, 0), along: axis)
    guard begin > 0 || end > 0 else { return kept }
    var pad = Pad(.constant, begins: type(value).shape.map { _ in 0 }, ends: type(value).shape.map { _ in 0 })
    (pad.begins[axis], pad.ends[axis]) = (max(begin, 0), max(end, 0))
    return try add(pad, kept, fill.map { constant($0) })
  }

  /// Every `step`-th position of an axis from `start` on, `count` of them.
  mutating func strided(
    _ value: ValueID, axis: Int, start: Int, step: Int, count: Int
  ) throws -> ValueID {
    var slice = Slice(
      starts: type(value).shape.map { _ in 0 }, steps: type(value).shape.map { _ in 1 },
      sizes: type(value).shape)
    (slice.starts[axis], slice.steps[axis], slice.sizes[axis]) = (start, step, count)
    if slice.sizes == type(value).shape, step == 1 { return value }
    return try add(slice, value)
  }

  /// The value with `step - 1` zeros behind every position of an axis.
  mutating func spread(_ value: ValueID, axis: Int, step: Int) throws -> ValueID {
    guard step > 1 else { return value }
    let shape = type(value).shape
    let outer = shape[..<axis].reduce(1, *)
    let apart = try reshaped(value, to: [outer * shape[axis], 1, shape[(axis + 1)...].reduce(1, *)])
    let filled = try padded(apart, axis: 1, begin: 0, end: step - 1)
    return try reshaped(filled, to: shape[..<axis] + [shape[axis] * step] + shape[(axis + 1)...])
  }

  mutating func limited(_ value: ValueID, to range: Clamp?) throws -> ValueID {
    guard let range else { return value }
    return try add(Clip(lower: Double(range.lower), upper: Double(range.upper)), value)
  }
}

extension DecompositionBuilder {
  /// A convolution's first spatial axis made part of the batch and its taps part of the channels, which leaves one with
  /// an axis fewer.
  ///
  /// - Parameters:
  ///   - x: `[N, D, spatial…, C]`, padded along D
  ///   - weights: `[O, taps, kernel…, C/groups]`
  ///   - count: positions of the window along D
  /// - Returns: x as `[N * count, spatial…, C * taps]`, weights as `[O, kernel…, taps * C/groups]`
  mutating func unfolded(
    _ x: ValueID, _ weights: ValueID, stride: Int, dilation: Int, count: Int, groups: Int
  ) throws -> (x: ValueID, weights: ValueID) {
    let (image, kernel) = (type(x).shape, type(weights).shape)
    let (taps, channels) = (kernel[1], image[image.count - 1])
    guard taps <= windowTapLimit else {
      throw OperatorError("expected at most \(windowTapLimit) taps along an axis, got \(taps)")
    }
    let spatial = Array(image[2..<(image.count - 1)])
    let pixels = [image[0] * count] + spatial
    let parts = try (0..<taps).map { tap in
      let part = try strided(x, axis: 1, start: tap * dilation, step: stride, count: count)
      return try reshaped(part, to: pixels + [groups, channels / max(groups, 1)])
    }
    let columns = try reshaped(concatenate(parts, axis: pixels.count + 1), to: pixels + [channels * taps])
    let order = [0] + Array(2..<(kernel.count - 1)) + [1, kernel.count - 1]
    let turned = try transpose(weights, by: order)
    let packed = [kernel[0]] + kernel[2..<(kernel.count - 1)] + [taps * kernel[kernel.count - 1]]
    return (columns, try reshaped(turned, to: packed))
  }
}

/// How many taps of a window are written out, each with operators of its own.
let windowTapLimit = 256

extension DecompositionBuilder {
  /// The value plus, times, … a number.
  mutating func binary(_ kind: Binary.Kind, _ a: ValueID, number: Double) throws -> ValueID {
    try binary(kind, a, self.number(number, like: a))
  }

  mutating func unary(_ kind: Unary.Kind, _ x: ValueID) throws -> ValueID { try add(Unary(kind), x) }

  /// Whether the value is less than, equal to, … a number.
  mutating func compare(_ kind: Compare.Kind, _ a: ValueID, number: Double) throws -> ValueID {
    try compare(kind, a, self.number(number, like: a))
  }

  mutating func both(_ a: ValueID, _ b: ValueID) throws -> ValueID { try add(Logical(.and), a, b) }

  /// The value limited to a range.
  mutating func clipped(_ value: ValueID, _ lower: Double, _ upper: Double) throws -> ValueID {
    try add(Clip(lower: lower, upper: upper), value)
  }

  /// Each of the first matrix's columns with each of the second one's, those of the second fastest: `[R, A]` and
  /// `[R, B]` to `[R, A * B]`.
  mutating func outer(_ op: any Operator, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    let (left, right) = (type(a).shape, type(b).shape)
    let pairs = try add(op, reshaped(a, to: left + [1]), reshaped(b, to: [right[0], 1, right[1]]))
    return try reshaped(pairs, to: [left[0], left[1] * right[1]])
  }
}
