import EdgeIR

/// The pixels around every sample of every region are gathered and weighted; sums, or the largest, over a bin's samples.
extension RoiAlign: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let regions = try builder.input(1)
    let shape = builder.type(x).shape
    let count = builder.type(regions).shape[0]
    guard builder.type(x).element == .float32, count > 0 else {
      throw OperatorError("there is no simpler form for \(count) regions of \(builder.type(x))")
    }
    guard samples > 0 else {
      throw OperatorError("as many samples as a bin has pixels are not known ahead; set sampling_ratio")
    }
    guard shape.reduce(1, *) < 1 << 31, saturatingProduct(height * width, samples * samples) <= 1 << 24 else {
      throw OperatorError("expected at most 2^24 samples of a region")
    }
    let vertical = try taps(regions, 1, bins: height, size: shape[1], &builder)
    let horizontal = try taps(regions, 0, bins: width, size: shape[2], &builder)
    let taps = try vertical.meeting(horizontal, size: shape[2], &builder)
    let images = try builder.reshaped(builder.cast(builder.input(2), to: .int32), to: [count, 1])
    let starts = try builder.binary(.multiply, images, number: Double(shape[1] * shape[2]))
    let rows = try builder.reshaped(x, to: [shape[0] * shape[1] * shape[2], shape[3]])
    let gathered = try builder.add(
      Gather(axis: 0), rows, builder.binary(.add, taps.positions, starts))
    let parts = try taps.weighted(gathered, &builder)
    let (inner, kind) = (2 * samples, mode == .mean ? Reduce.Kind.sum : .max)
    let columns = try builder.reshaped(parts, to: [count * height, inner, width * inner * shape[3]])
    let bins = try builder.reshaped(
      builder.add(Reduce(kind, axes: [1], keepDims: false), columns),
      to: [count * height * width, inner, shape[3]])
    var result = try builder.add(Reduce(kind, axes: [1], keepDims: false), bins)
    if mode == .mean { result = try builder.binary(.divide, result, number: Double(samples * samples)) }
    return [try builder.reshaped(result, to: [count, height, width, shape[3]])]
  }

  /// For each region, along one axis, the two neighbours of each sample of each bin.
  private func taps(
    _ regions: ValueID, _ column: Int, bins: Int, size: Int, _ builder: inout DecompositionBuilder
  ) throws -> Taps {
    let ends = try [column, column + 2].map { column in
      let corner = try builder.sliced(regions, column..<column + 1, along: 1)
      let place = try builder.binary(.multiply, corner, number: Double(scale))
      return halfPixel ? try builder.binary(.subtract, place, number: 0.5) : place
    }
    var length = try builder.binary(.subtract, ends[1], ends[0])
    if !halfPixel { length = try builder.clipped(length, 1, .infinity) }
    let bin = try builder.binary(.divide, length, number: Double(bins))
    let (indices, steps) = (0..<bins * samples).reduce(into: ([Float](), [Float]())) { lists, sample in
      lists.0.append(Float(sample / samples))
      lists.1.append(Float(sample % samples) + 0.5)
    }
    let begins = try builder.binary(
      .add, builder.binary(.multiply, bin, builder.constant(Tensor([1, indices.count], indices))), ends[0])
    let within = try builder.binary(.multiply, bin, builder.constant(Tensor([1, steps.count], steps)))
    let places = try builder.binary(
      .add, begins, builder.binary(.divide, within, number: Double(samples)))
    return try neighbours(places, size: size, &builder)
  }

  private func neighbours(_ places: ValueID, size: Int, _ builder: inout DecompositionBuilder) throws -> Taps
  {
    let shape = builder.type(places).shape
    let isNumber = try builder.add(Compare(.equal), places, places)
    let numbers = try builder.add(Where(), isNumber, places, builder.number(-2, like: places))
    let isInside = try builder.both(
      builder.compare(.greaterOrEqual, numbers, number: -1),
      builder.compare(.lessOrEqual, numbers, number: Double(size)))
    let last = Double(size - 1)
    let inRange = try builder.clipped(numbers, 0, last)
    let low = try builder.unary(.floor, inRange)
    let high = try builder.clipped(builder.binary(.add, low, number: 1), 0, last)
    let rest = try builder.binary(.subtract, inRange, low)
    let share = try builder.binary(.subtract, builder.number(1, like: rest), rest)
    // Two columns `[R, S]` as pairs `[R, 2 * S]`.
    func pairs(_ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
      let parts = try [a, b].map { try builder.reshaped($0, to: shape + [1]) }
      return try builder.reshaped(builder.concatenate(parts, axis: 2), to: [shape[0], 2 * shape[1]])
    }
    return Taps(
      positions: try builder.cast(pairs(low, high, &builder), to: .int32),
      weights: try pairs(share, rest, &builder), isInside: try pairs(isInside, isInside, &builder))
  }
}
