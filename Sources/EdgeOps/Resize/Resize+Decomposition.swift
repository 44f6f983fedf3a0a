import EdgeIR

/// Axes that stand apart are resized one after the other. One axis is a product with the matrix of the samples'
/// weights, or gathered samples times their weights where the matrix would be mostly zeros. Elements that are
/// extrapolated are put in at the end. Small integers are computed in float32 where it holds all sums exactly.
extension Resize: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    guard let output = node.outputs.first.map(builder.type), !output.shape.contains(0) else {
      throw OperatorError("nothing is resized")
    }
    if type.element != .float32, method != .nearest {
      try requireExactSums(type)
      let wide = try builder.add(Cast(to: .float32), x)
      let result = try builder.add(self, wide)
      let bounds = type.element == .int8 ? (-128.0, 127.0) : (0, 255)
      let rounded = try builder.add(Unary(.round), result)
      let limited = try builder.add(Clip(lower: bounds.0, upper: bounds.1), rounded)
      return [try builder.add(Cast(to: type.element), limited)]
    }
    let extrapolates = extrapolates(type.shape)
    if axes.count > 1, !extrapolates { return [try separate(x, &builder)] }
    var result = x
    for axis in axes { result = try sample(result, axis, &builder) }
    return [extrapolates ? try extrapolate(x, result, &builder) : result]
  }

  /// Neighbouring axes in pairs, from the last on; for a pair, each on its own.
  private func separate(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    var result = x
    var rest = axes
    while let last = rest.popLast() {
      var part = self
      part.axes = [last]
      if axes.count > 2, let next = rest.last, next.axis == last.axis - 1 {
        part.axes = [next, last]
        rest.removeLast()
      }
      result = try builder.add(part, result)
    }
    return result
  }

  private func sample(
    _ x: ValueID, _ axis: Axis, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let shape = builder.type(x).shape
    let size = shape[axis.axis]
    let taps = samples(axis, input: size).taps
    let count = taps.reduce(0) { max($0, $1.count) }
    if method == .nearest || 4 * count <= size {
      return try gathered(x, axis.axis, taps, count, &builder)
    }
    var weights = [Float](repeating: 0, count: axis.size * size)
    for (row, taps) in taps.enumerated() {
      for tap in taps { weights[row * size + tap.position] += Float(tap.weight) }
    }
    let matrix = builder.constant(Tensor([axis.size, size], weights))
    let inner = shape[(axis.axis + 1)...].reduce(1, *)
    let product: ValueID
    if inner == 1 {
      product = try builder.add(
        FullyConnected(), builder.reshaped(x, to: [shape.reduce(1, *) / size, size]), matrix)
    } else {
      let columns = try builder.reshaped(x, to: [shape[..<axis.axis].reduce(1, *), size, inner])
      product = try builder.add(MatMul(), matrix, columns)
    }
    return try builder.reshaped(product, to: shape[..<axis.axis] + [axis.size] + shape[(axis.axis + 1)...])
  }

  /// The sum of the first samples times their weights, the second ones times theirs, and so on.
  private func gathered(
    _ x: ValueID, _ axis: Int, _ taps: [[(position: Int, weight: Double)]], _ count: Int,
    _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let trailing = builder.type(x).rank - axis - 1
    var sum: ValueID?
    for number in 0..<max(count, 1) {
      let positions = taps.map { Int32(clamping: ($0.count > number ? $0[number] : $0.first)?.position ?? 0) }
      let weights = taps.map { Float($0.count > number ? $0[number].weight : 0) }
      var part = try builder.add(Gather(axis: axis), x, builder.constant(Tensor([taps.count], positions)))
      if weights.contains(where: { $0 != 1 }) {
        let factors = Tensor([taps.count] + Array(repeating: 1, count: trailing), weights)
        part = try builder.add(Binary(.multiply), part, builder.constant(factors))
      }
      sum = try sum.map { try builder.add(Binary(.add), $0, part) } ?? part
    }
    return sum ?? x
  }

  private func extrapolate(
    _ x: ValueID, _ result: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let (source, type) = (builder.type(x).shape, builder.type(result))
    let outside = Cast(to: type.element).convert(Tensor(scalar: extrapolation))
    return try axes.reduce(result) { value, axis in
      let inside = samples(axis, input: source[axis.axis]).inside
      guard inside.count < axis.size else { return value }
      var shape = type.shape.map { _ in 1 }
      shape[axis.axis] = axis.size
      let mask = builder.constant(Tensor(shape, (0..<axis.size).map { inside.contains($0) }))
      return try builder.add(Where(), mask, value, builder.constant(outside))
    }
  }

  /// Throws unless float32 holds every weighted sum of such integers: of 24 bits 8 are the integers', 3 are for sums.
  private func requireExactSums(_ x: TensorType) throws {
    guard x.element == .int8 || x.element == .uint8, x.quantization == nil else {
      throw OperatorError("there is no exact interpolation of \(x)")
    }
    let bits = axes.reduce(0) { bits, axis in
      let taps = samples(axis, input: x.shape[axis.axis]).taps
      let own = (0...12).first { bits in
        taps.allSatisfy {
          $0.allSatisfy { ($0.weight * Double(1 << bits)).rounded() == $0.weight * Double(1 << bits) }
        }
      }
      return bits + (own ?? 24)
    }
    guard bits <= 13 else {
      throw OperatorError("interpolated \(x.element.rawValue) is not exact in single precision")
    }
  }
}
