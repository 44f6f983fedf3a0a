import EdgeIR

/// For each point the positions and weights of its taps along every axis, computed as the kernel does; the pixels where
/// they meet are gathered, weighted and summed.
extension GridSample: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let grid = try builder.input(1)
    let (image, points) = (builder.type(x), builder.type(grid))
    guard points.element == .float32, mode == .nearest || image.element == .float32 else {
      throw OperatorError("there is no exact interpolation of \(image) at \(points)")
    }
    guard let output = node.outputs.first.map({ builder.type($0).shape }), !output.contains(0) else {
      throw OperatorError("nothing is sampled")
    }
    let spatial = Array(image.shape.dropFirst().dropLast())
    let (pixels, count) = (spatial.reduce(1, *), points.shape.dropLast().reduce(1, *))
    guard image.shape[0] * pixels < 1 << 31 else { throw OperatorError("expected less than 2^31 pixels") }
    let starts = (0..<count).map { Int32(clamping: $0 / (count / image.shape[0]) * pixels) }
    let coordinates = try builder.reshaped(grid, to: [count, spatial.count])
    var taps: Taps?
    for (axis, size) in spatial.enumerated() {
      let last = spatial.count - 1 - axis
      let own = try self.taps(builder.sliced(coordinates, last..<last + 1, along: 1), size: size, &builder)
      taps = try taps.map { try $0.meeting(own, size: size, &builder) } ?? own
    }
    guard let taps else { throw OperatorError("nothing is sampled") }
    let rows = try builder.reshaped(x, to: [image.shape[0] * pixels, output[output.count - 1]])
    let positions = try builder.binary(
      .add, taps.positions, builder.constant(Tensor([count, 1], starts)))
    let gathered = try builder.add(Gather(axis: 0), rows, positions)
    return [try builder.reshaped(taps.sum(gathered, &builder), to: output)]
  }

  /// What a coordinate `[R, 1]` covers of an axis.
  private func taps(_ coordinate: ValueID, size: Int, _ builder: inout DecompositionBuilder) throws -> Taps {
    let place = try place(coordinate, size: size, &builder)
    let base = try builder.unary(.floor, place)
    let rest = try builder.binary(.subtract, place, base)
    let (offsets, weights) = try weights(rest, &builder)
    let positions = try builder.binary(
      .add, base, builder.constant(Tensor([1, offsets.count], offsets)))
    let last = Double(size - 1)
    var isInside: ValueID?
    var within = positions
    switch padding {
    case .zeros:
      isInside = try builder.both(
        builder.compare(.greaterOrEqual, positions, number: 0),
        builder.compare(.lessOrEqual, positions, number: last))
    case .border: break
    case .reflection: within = try reflected(positions, size: size, &builder)
    }
    let indices = try builder.cast(builder.clipped(within, 0, last), to: .int32)
    return Taps(positions: indices, weights: weights, isInside: isInside)
  }

  /// Where a coordinate lies on an axis, in pixels.
  private func place(_ coordinate: ValueID, size: Int, _ builder: inout DecompositionBuilder) throws
    -> ValueID
  {
    let length = Double(size)
    var place = try builder.binary(.add, coordinate, number: 1)
    if alignsCorners {
      place = try builder.binary(.divide, place, number: 2)
      place = try builder.binary(.multiply, place, number: length - 1)
    } else {
      place = try builder.binary(.multiply, place, number: length)
      place = try builder.binary(.subtract, place, number: 1)
      place = try builder.binary(.divide, place, number: 2)
    }
    let isNumber = try builder.add(Compare(.equal), place, place)
    place = try builder.add(Where(), isNumber, place, builder.number(0, like: place))
    if mode == .nearest { place = try builder.unary(.round, place) }
    switch padding {
    case .zeros: return try builder.clipped(place, -4, length + 4)
    case .border:
      let isWithin = try isWithin(place, size: size, &builder)
      return try builder.add(Where(), isWithin, place, builder.clipped(place, 0, length - 1))
    case .reflection:
      // Asked of the coordinate: runtimes may take the largest number for a place that is infinite.
      let isEndless = try builder.compare(
        .greater, builder.unary(.abs, coordinate), number: Double(largestCoordinate(size)))
      let lowest = builder.number(borders(size).low, like: place)
      return try builder.add(Where(), isEndless, lowest, reflected(place, size: size, &builder))
    }
  }

  /// The largest coordinate whose place is finite.
  private func largestCoordinate(_ size: Int) -> Float {
    let scale = max(1, alignsCorners ? Float(size - 1) / 2 : Float(size))
    var result = Float.greatestFiniteMagnitude / scale
    while !(result * scale).isFinite { result = result.nextDown }
    while result < .greatestFiniteMagnitude, (result.nextUp * scale).isFinite { result = result.nextUp }
    return result
  }

  /// The borders that an axis is mirrored at.
  private func borders(_ size: Int) -> (low: Double, high: Double) {
    alignsCorners ? (0, Double(size - 1)) : (-0.5, Double(size) - 0.5)
  }

  private func isWithin(_ place: ValueID, size: Int, _ builder: inout DecompositionBuilder) throws -> ValueID
  {
    let (low, high) = borders(size)
    return try builder.both(
      builder.compare(.greaterOrEqual, place, number: low), builder.compare(.lessOrEqual, place, number: high)
    )
  }

  /// As the kernel's function of this name, of a finite place.
  private func reflected(_ place: ValueID, size: Int, _ builder: inout DecompositionBuilder) throws -> ValueID
  {
    let (low, high) = borders(size)
    let isWithin = try isWithin(place, size: size, &builder)
    let lowest = builder.number(low, like: place)
    guard high > low else { return try builder.add(Where(), isWithin, place, lowest) }
    let isBelow = try builder.compare(.less, place, number: low)
    let before = try builder.binary(.subtract, lowest, place)
    let distance = try builder.add(
      Where(), isBelow, before, builder.binary(.subtract, place, number: high))
    let turns = try builder.unary(.floor, builder.binary(.divide, distance, number: high - low))
    let rest = try builder.binary(
      .subtract, distance, builder.binary(.multiply, turns, number: high - low))
    let halves = try builder.unary(.floor, builder.binary(.divide, turns, number: 2))
    let odd = try builder.binary(.subtract, turns, builder.binary(.multiply, halves, number: 2))
    let isEven = try builder.compare(.equal, odd, number: 0)
    let fromLow = try builder.add(Compare(.equal), isEven, isBelow)
    let mirrored = try builder.add(
      Where(), fromLow, builder.binary(.add, rest, number: low),
      builder.binary(.subtract, builder.number(high, like: place), rest))
    return try builder.add(Where(), isWithin, place, mirrored)
  }

  /// The offsets of the taps and their weights, nil for one that counts fully.
  private func weights(
    _ rest: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> (offsets: [Float], weights: ValueID?) {
    let one = builder.number(1, like: rest)
    switch mode {
    case .nearest: return ([0], nil)
    case .linear:
      return ([0, 1], try builder.concatenate([builder.binary(.subtract, one, rest), rest], axis: 1))
    case .cubic:
      let next = try builder.binary(.subtract, one, rest)
      let weights = try [
        far(builder.binary(.add, rest, number: 1), &builder), near(rest, &builder), near(next, &builder),
        far(builder.binary(.add, next, number: 1), &builder),
      ]
      return ([-1, 0, 1, 2], try builder.concatenate(weights, axis: 1))
    }
  }

  /// ((a + 2) d - (a + 3)) d d + 1 with a = -0.75
  private func near(_ distance: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    var sum = try builder.binary(.multiply, distance, number: 1.25)
    sum = try builder.binary(.multiply, builder.binary(.subtract, sum, number: 2.25), distance)
    return try builder.binary(.add, builder.binary(.multiply, sum, distance), number: 1)
  }

  /// ((a d - 5 a) d + 8 a) d - 4 a with a = -0.75
  private func far(_ distance: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    var sum = try builder.binary(.multiply, distance, number: -0.75)
    sum = try builder.binary(.multiply, builder.binary(.add, sum, number: 3.75), distance)
    sum = try builder.binary(.multiply, builder.binary(.subtract, sum, number: 6), distance)
    return try builder.binary(.add, sum, number: 3)
  }
}
