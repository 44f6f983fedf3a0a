import EdgeIR

extension GridSample {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let grid = try inputs.required(1)
    let shape = try infer([x.type, grid.type])[0].shape
    guard let numeric = x.element.numericType else {
      throw OperatorError("C1: expected numbers, got \(x.type)")
    }
    if grid.element == .float64 { return [sample(numeric, x, grid.elements(as: Double.self), shape)] }
    return [sample(numeric, x, grid.doubles().map { Float($0) }, shape)]
  }

  /// Coordinates in the grid's precision, at least single; sums in double precision.
  private func sample<Element: NumericElement, Coordinate: FloatElement>(
    _: Element.Type, _ x: Tensor, _ grid: [Coordinate], _ shape: [Int]
  ) -> Tensor {
    let spatial = Array(x.shape.dropFirst().dropLast())
    let channels = shape[shape.count - 1]
    let pixels = spatial.reduce(1, *)
    let points = shape[1..<(shape.count - 1)].reduce(1, *)
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        guard !y.isEmpty else { return }
        for point in 0..<shape[0] * points {
          let taps = spatial.indices.map { axis in
            self.taps(grid[(point + 1) * spatial.count - 1 - axis], size: spatial[axis])
          }
          let covered = combined(taps, spatial)
          let image = point / points * pixels
          for c in 0..<channels {
            var sum = 0.0
            for (pixel, weight) in covered { sum += weight * x[(image + pixel) * channels + c].asDouble }
            y[point * channels + c] = Element(converting: sum)
          }
        }
      }
    }
  }

  /// The pixels that taps along every axis meet in, and the products of their weights.
  private func combined(
    _ taps: [[(position: Int, weight: Double)]], _ spatial: [Int]
  ) -> [(pixel: Int, weight: Double)] {
    var result: [(pixel: Int, weight: Double)] = [(0, 1)]
    for (axis, taps) in taps.enumerated() {
      result = result.flatMap { pixel, weight in
        taps.map { (pixel * spatial[axis] + $0.position, weight * $0.weight) }
      }
    }
    return result
  }

  /// The positions of an axis that a coordinate takes its value from; none outside the image with `zeros`.
  private func taps<Coordinate: FloatElement>(
    _ coordinate: Coordinate, size: Int
  ) -> [(position: Int, weight: Double)] {
    let length = Coordinate(size)
    let low: Coordinate = alignsCorners ? 0 : -0.5
    let high = alignsCorners ? length - 1 : length - 0.5
    var place = alignsCorners ? (coordinate + 1) / 2 * (length - 1) : ((coordinate + 1) * length - 1) / 2
    if place.isNaN { place = 0 }
    if mode == .nearest { place.round(.toNearestOrEven) }
    if place < low || place > high {
      switch padding {
      case .zeros: place = min(max(place, -4), length + 4)
      case .border: place = min(max(place, 0), length - 1)
      case .reflection: place = reflected(place, low, high)
      }
    }
    let base = place.rounded(.down)
    return weights(Double(place - base)).compactMap { offset, weight in
      let position = base + Coordinate(offset)
      switch padding {
      case .zeros: return position >= 0 && position < length ? (Int(position), weight) : nil
      case .border: return (Int(min(max(position, 0), length - 1)), weight)
      case .reflection: return (Int(min(max(reflected(position, low, high), 0), length - 1)), weight)
      }
    }
  }

  /// The taps around a place that lies `rest` behind a position.
  private func weights(_ rest: Double) -> [(offset: Int, weight: Double)] {
    switch mode {
    case .nearest: return [(0, 1)]
    case .linear: return [(0, 1 - rest), (1, rest)]
    case .cubic:
      let a = -0.75
      func near(_ d: Double) -> Double { ((a + 2) * d - (a + 3)) * d * d + 1 }
      func far(_ d: Double) -> Double { ((a * d - 5 * a) * d + 8 * a) * d - 4 * a }
      return [(-1, far(rest + 1)), (0, near(rest)), (1, near(1 - rest)), (2, far(2 - rest))]
    }
  }

  /// Mirrored at the borders until it lies between them.
  private func reflected<Coordinate: FloatElement>(
    _ place: Coordinate, _ low: Coordinate, _ high: Coordinate
  ) -> Coordinate {
    if place >= low && place <= high { return place }
    let range = high - low
    guard range > 0 else { return low }
    let distance = place < low ? low - place : place - high
    let turns = (distance / range).rounded(.down)
    let rest = distance - turns * range
    let isEven = turns - 2 * (turns / 2).rounded(.down) == 0
    let result = isEven == (place < low) ? low + rest : high - rest
    return result.isNaN ? low : result
  }
}
