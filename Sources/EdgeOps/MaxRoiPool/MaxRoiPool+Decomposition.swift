import EdgeIR

/// Each region's image, in which all but a bin's columns, then all but its rows are hidden before the largest is taken.
extension MaxRoiPool: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let regions = try builder.input(1)
    let count = builder.type(regions).shape[0]
    guard builder.type(x).element == .float32, count > 0 else {
      throw OperatorError("there is no simpler form for \(count) regions of \(builder.type(x))")
    }
    guard height <= windowTapLimit, width <= windowTapLimit else {
      throw OperatorError("expected at most \(windowTapLimit) bins along an axis, got \(height) x \(width)")
    }
    let numbers = try builder.cast(builder.sliced(regions, 0..<1, along: 1), to: .int32)
    var result = try builder.add(Gather(axis: 0), x, builder.reshaped(numbers, to: [count]))
    var isFilled: [ValueID] = []
    for (axis, bins) in [(2, width), (1, height)] {
      let size = builder.type(result).shape[axis]
      let parts = try (0..<bins).map { bin in
        let mask = try mask(regions, bin, of: bins, axis: axis, size: size, &builder)
        let hidden = try builder.add(
          Where(), mask, result, builder.number(-.infinity, like: result))
        return (mask, try builder.add(Reduce(.max, axes: [axis], keepDims: true), hidden))
      }
      result = try builder.concatenate(parts.map(\.1), axis: axis)
      let masks = try parts.map { try builder.add(Reduce(.max, axes: [axis], keepDims: true), $0.0) }
      isFilled.append(try builder.concatenate(masks, axis: axis))
    }
    let isPooled = try builder.both(isFilled[0], isFilled[1])
    return [try builder.add(Where(), isPooled, result, builder.number(0, like: result))]
  }

  /// For each region the pixels of an axis that lie in a bin: `[R, H, 1, 1]` or `[R, 1, W, 1]`.
  private func mask(
    _ regions: ValueID, _ bin: Int, of bins: Int, axis: Int, size: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let column = axis == 1 ? 2 : 1
    let first = try corner(regions, column, &builder)
    let last = try corner(regions, column + 2, &builder)
    let span = try builder.binary(.add, builder.binary(.subtract, last, first), number: 1)
    let length = try builder.binary(
      .divide, builder.clipped(span, 1, .infinity), number: Double(bins))
    let begin = try builder.binary(
      .add, builder.unary(.floor, builder.binary(.multiply, length, number: Double(bin))), first)
    let end = try builder.binary(
      .add, builder.unary(.ceil, builder.binary(.multiply, length, number: Double(bin + 1))), first)
    let positions = builder.constant(Tensor([1, size], (0..<size).map { Float($0) }))
    let mask = try builder.both(
      builder.add(Compare(.greaterOrEqual), positions, begin), builder.add(Compare(.less), positions, end))
    var shape = [builder.type(regions).shape[0], 1, 1, 1]
    shape[axis] = size
    return try builder.reshaped(mask, to: shape)
  }

  /// A corner's coordinate `[R, 1]` in whole pixels, halves away from zero. A place less its floor is exact.
  private func corner(
    _ regions: ValueID, _ column: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let place = try builder.binary(
      .multiply, builder.sliced(regions, column..<column + 1, along: 1), number: Double(scale))
    let size = try builder.unary(.abs, place)
    let below = try builder.unary(.floor, size)
    let isUp = try builder.compare(
      .greaterOrEqual, builder.binary(.subtract, size, below), number: 0.5)
    let step = try builder.cast(isUp, to: .float32)
    return try builder.binary(
      .multiply, builder.unary(.sign, place), builder.binary(.add, below, step))
  }
}
