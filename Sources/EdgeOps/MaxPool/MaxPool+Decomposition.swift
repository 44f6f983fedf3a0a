import EdgeIR

/// The largest under a window is the largest along one axis, of the largest along the next, and so on. Small integers
/// are pooled as float32, which holds them exactly; dilated windows and wide integers are maxima of slices.
///
/// With indices all windows are gathered by constant positions: where the largest lies in its window selects from the
/// windows' positions.
extension MaxPool: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard let output = node.outputs.first.map(builder.type), !output.shape.contains(0),
      !type.shape.contains(0)
    else { throw OperatorError("there is nothing to pool") }
    guard type.quantization == nil else { throw OperatorError("quantized \(type) has no simpler form") }
    var plain = self
    plain.indices = nil
    if indices != nil {
      return [try builder.add(plain, x), try indices(x, output.shape, &builder)]
    }
    switch type.element {
    case .int8, .uint8, .int16, .uint16, .float16:
      let pooled = try builder.add(self, builder.add(Cast(to: .float32), x))
      return [try builder.add(Cast(to: type.element), pooled)]
    case .float32, .float64, .int32, .int64, .uint32, .uint64, .bool: break
    }
    let hasPoolings = type.element == .float32 && geometry.dilations.allSatisfy { $0 == 1 }
    if hasPoolings, geometry.rank == 2 { throw OperatorError("this pooling has no simpler form") }
    plain.activation = nil
    let axes = Array(0..<geometry.rank)
    let result =
      hasPoolings
      ? try axes.reduce(x) { try plain.pooled($0, axis: $1, &builder) }
      : try axes.reduce(x) { try plain.maximum($0, axis: $1, &builder) }
    return [try builder.limited(result, to: activation)]
  }

  /// Pooled along one axis, as an image of which the other axes are columns and channels.
  private func pooled(
    _ x: ValueID, axis: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let window = geometry.along(axis)
    guard !window.isIdentity else { return x }
    let shape = builder.type(x).shape
    let image = shape.split(at: axis + 1)
    let result = try builder.add(MaxPool(geometry: window), builder.reshaped(x, to: image))
    var pooled = shape
    pooled[axis + 1] = builder.type(result).shape[1]
    return try builder.reshaped(result, to: pooled)
  }

  private func maximum(
    _ x: ValueID, axis: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let type = builder.type(x)
    guard geometry.kernel[axis] <= windowTapLimit,
      let count = geometry.outputSize(type.shape[axis + 1], axis: axis)
    else { throw OperatorError("expected at most \(windowTapLimit) taps along an axis, got \(geometry)") }
    guard let lowest = type.element.lowest else { throw OperatorError("\(type) has no lowest element") }
    let padded = try builder.padded(
      x, axis: axis + 1, begin: geometry.padsBegin[axis], end: geometry.padsEnd[axis], fill: lowest)
    var result: ValueID?
    for tap in 0..<geometry.kernel[axis] {
      let part = try builder.strided(
        padded, axis: axis + 1, start: tap * geometry.dilations[axis], step: geometry.strides[axis],
        count: count)
      result = try result.map { try builder.add(Binary(.maximum), $0, part) } ?? part
    }
    return result ?? x
  }

  /// For each largest element its place in the channels-first tensor.
  private func indices(
    _ x: ValueID, _ output: [Int], _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let shape = builder.type(x).shape
    let (images, channels) = (shape[0], shape[shape.count - 1])
    let spatial = Array(shape.dropFirst().dropLast())
    let (pixels, taps) = (spatial.reduce(1, *), geometry.kernel.reduce(1, saturatingProduct))
    let windows = output.dropFirst().dropLast().reduce(1, *)
    guard saturatingProduct(windows, taps) <= 1 << 24 else {
      throw OperatorError("expected at most 2^24 taps in all windows, got \(windows) of \(geometry)")
    }
    var positions: [Int32] = []
    var isEmpty = false
    WindowPositions(geometry, input: [1] + spatial + [1], output: [1] + output.dropFirst().dropLast() + [1])
      .forEachOutput { covered in
        // Padding repeats the first pixel, which then is the first largest or none.
        var window = [Int](repeating: covered.first?.pixel ?? 0, count: taps)
        for (tap, pixel) in covered { window[tap] = pixel }
        isEmpty = isEmpty || covered.isEmpty
        positions += window.map { Int32(clamping: $0) }
      }
    guard !isEmpty else { throw OperatorError("a window that covers only padding has no place") }
    let rows = try builder.reshaped(x, to: [images, pixels, channels])
    let columns = try builder.add(
      Gather(axis: 1), rows, builder.constant(Tensor([windows, taps], positions)))
    let places = try builder.add(ArgReduce(.max, axis: 2, keepDims: false), columns)
    let starts = builder.constant(Tensor([1, windows, 1], (0..<windows).map { Int64($0 * taps) }))
    let numbers = positions.map { Int64(numbered(Int($0), spatial)) }
    let within = try builder.add(
      Gather(axis: 0), builder.constant(Tensor([windows * taps], numbers)),
      builder.add(Binary(.add), places, starts))
    let planes = (0..<images * channels).map { Int64($0 * pixels) }
    let result = try builder.add(
      Binary(.add), within, builder.constant(Tensor([images, 1, channels], planes)))
    return try builder.reshaped(result, to: output)
  }
}

extension WindowGeometry {
  /// The window along one axis, over images whose first axis that is.
  func along(_ axis: Int) -> WindowGeometry {
    WindowGeometry(
      kernel: [kernel[axis], 1], strides: [strides[axis], 1], dilations: [dilations[axis], 1],
      padsBegin: [padsBegin[axis], 0], padsEnd: [padsEnd[axis], 0])
  }

  /// True when each window is one element, and none is left out.
  var isIdentity: Bool {
    !hasPadding && kernel.allSatisfy { $0 == 1 } && strides.allSatisfy { $0 == 1 }
  }
}

extension [Int] {
  /// The shape of an image `[N, H, W, C]` with `axis` as H, the axes before it as N, those behind it as W and C.
  func split(at axis: Int) -> [Int] {
    let last = Swift.max(count - 1, axis + 1)
    return [
      self[..<axis].reduce(1, *), self[axis], self[(axis + 1)..<last].reduce(1, *),
      self[last...].reduce(1, *),
    ]
  }
}

extension ElementType {
  /// The lowest number of the type.
  fileprivate var lowest: Tensor? {
    func tensor<Element: NumericElement>(_: Element.Type) -> Tensor { Tensor(scalar: Element.lowest) }
    return numericType.map { tensor($0) }
  }
}
