import EdgeIR

/// For each tap of each window the pixels around its place, gathered and weighted; what the taps read is multiplied with
/// the weights as matrices.
extension DeformConv: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let image = builder.type(x)
    guard image.element == .float32, let output = node.outputs.first.map({ builder.type($0).shape }),
      !output.contains(0), !image.shape.contains(0)
    else { throw OperatorError("there is no simpler form for \(image)") }
    let samples = try samples(x, points: output.dropLast().reduce(1, *), &builder)
    return [try builder.reshaped(product(samples, &builder), to: output)]
  }

  /// What each tap reads, `[N * points, taps, C]`.
  private func samples(
    _ x: ValueID, points: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let shape = builder.type(x).shape
    let window = convolution.geometry(builder.type(try builder.input(1)))
    let spatial = Array(shape.dropFirst().dropLast())
    let (taps, channels) = (window.kernel.reduce(1, *), shape[shape.count - 1])
    let windows = points / shape[0]
    let places = [shape[0], windows, offsetGroups, taps]
    let count = places.reduce(1, *)
    guard shape.reduce(1, *) < 1 << 31 else { throw OperatorError("expected less than 2^31 elements in x") }
    let moves = try builder.reshaped(builder.input(2), to: [count, spatial.count])
    var covered: Taps?
    for (axis, size) in spatial.enumerated() {
      let starts = builder.constant(starts(window, axis, window.outputShape(spatial) ?? []))
      let move = try builder.reshaped(builder.sliced(moves, axis..<axis + 1, along: 1), to: places)
      let place = try builder.reshaped(builder.binary(.add, move, starts), to: [count, 1])
      let own = try neighbours(place, size: size, &builder)
      covered = try covered.map { try $0.meeting(own, size: size, &builder) } ?? own
    }
    guard let covered else { throw OperatorError("nothing is convolved") }
    let rows = try builder.reshaped(
      x, to: [shape.dropLast().reduce(1, *) * offsetGroups, channels / offsetGroups])
    let gathered = try builder.add(
      Gather(axis: 0), rows, elements(covered.positions, spatial, places, &builder))
    var result = try covered.sum(gathered, &builder)
    if let mask = builder.optionalInput(4) {
      result = try builder.binary(.multiply, result, builder.reshaped(mask, to: [count, 1]))
    }
    let grouped = try builder.reshaped(result, to: [points, offsetGroups, taps, channels / offsetGroups])
    let ordered = offsetGroups == 1 ? grouped : try builder.transpose(grouped, by: [0, 2, 1, 3])
    return try builder.reshaped(ordered, to: [points, taps, channels])
  }

  /// Where each window's taps are along an axis before they are moved, `[1, windows, 1, taps]`.
  private func starts(_ window: WindowGeometry, _ axis: Int, _ grid: [Int]) -> Tensor {
    var places: [Float] = []
    forEachIndex(grid) { index in
      forEachIndex(window.kernel) { tap in
        places.append(
          Float(
            index[axis] * window.strides[axis] + tap[axis] * window.dilations[axis] - window.padsBegin[axis]))
      }
    }
    return Tensor([1, grid.reduce(1, *), 1, window.kernel.reduce(1, *)], places)
  }

  /// The two pixels of an axis around each place `[R, 1]`.
  private func neighbours(_ place: ValueID, size: Int, _ builder: inout DecompositionBuilder) throws -> Taps {
    let isNumber = try builder.add(Compare(.equal), place, place)
    let number = try builder.add(Where(), isNumber, place, builder.number(-2, like: place))
    let inRange = try builder.clipped(number, -2, Double(size))
    let low = try builder.unary(.floor, inRange)
    let rest = try builder.binary(.subtract, inRange, low)
    let share = try builder.binary(.subtract, builder.number(1, like: rest), rest)
    let positions = try builder.concatenate([low, builder.binary(.add, low, number: 1)], axis: 1)
    let last = Double(size - 1)
    return Taps(
      positions: try builder.cast(builder.clipped(positions, 0, last), to: .int32),
      weights: try builder.concatenate([share, rest], axis: 1),
      isInside: try builder.both(
        builder.compare(.greaterOrEqual, positions, number: 0),
        builder.compare(.lessOrEqual, positions, number: last)))
  }

  /// From pixels of an image to rows of one offset group's channels.
  private func elements(
    _ positions: ValueID, _ spatial: [Int], _ places: [Int], _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    guard places[0] > 1 || offsetGroups > 1 else { return positions }
    let shape = builder.type(positions).shape
    let images = try builder.reshaped(positions, to: [places[0], places[1], places[2], places[3] * shape[1]])
    let starts = (0..<places[0] * offsetGroups).map { number in
      Int32(clamping: number / offsetGroups * spatial.reduce(offsetGroups, *) + number % offsetGroups)
    }
    let rows = try builder.binary(
      .add, builder.binary(.multiply, images, number: Double(offsetGroups)),
      builder.constant(Tensor([places[0], 1, offsetGroups, 1], starts)))
    return try builder.reshaped(rows, to: shape)
  }

  /// `[points, taps, C]` times the weights, plus the bias: `[points, O]`.
  private func product(_ samples: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let weights = try builder.input(1)
    let bias = builder.optionalInput(3)
    let (shape, kernel) = (builder.type(samples).shape, builder.type(weights).shape)
    let (points, taps, outputs) = (shape[0], shape[1], kernel[0])
    let inputs = taps * kernel[kernel.count - 1]
    if groups == 1 {
      return try builder.add(
        FullyConnected(), builder.reshaped(samples, to: [points, inputs]),
        builder.reshaped(weights, to: [outputs, inputs]), bias)
    }
    let split = try builder.reshaped(samples, to: [points, taps, groups, shape[2] / groups])
    let rows = try builder.reshaped(
      builder.transpose(split, by: [2, 0, 1, 3]), to: [groups, points, inputs])
    let columns = try builder.transpose(
      builder.reshaped(weights, to: [groups, outputs / groups, inputs]), by: [0, 2, 1])
    let product = try builder.transpose(builder.add(MatMul(), rows, columns), by: [1, 0, 2])
    let result = try builder.reshaped(product, to: [points, outputs])
    return try bias.map { try builder.binary(.add, result, $0) } ?? result
  }
}
