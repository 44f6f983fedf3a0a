import EdgeIR

extension RoiAlign {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let regions = try inputs.required(1)
    let images = try inputs.required(2)
    let shape = try infer(inputs.map { $0?.type })[0].shape
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    let numbers = images.integers() ?? []
    guard numbers.allSatisfy({ (0..<x.shape[0]).contains($0) }) else {
      throw OperatorError("C4: expected images in 0..<\(x.shape[0]), got \(numbers)")
    }
    return [try pool(float, x, regions, numbers, shape)]
  }

  /// Coordinates in the tensor's own precision, sums in double precision.
  private func pool<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ regions: Tensor, _ images: [Int], _ shape: [Int]
  ) throws -> Tensor {
    let corners = regions.elements(as: Element.self)
    let (rows, columns, channels) = (x.shape[1], x.shape[2], x.shape[3])
    return try Tensor.build(shape, of: Element.self) { y in
      try x.withElements(of: Element.self) { x in
        var next = 0
        for (region, image) in images.enumerated() {
          let corner = corners[(4 * region)...]
          let vertical = try bins(corner[4 * region + 1], corner[4 * region + 3], height, size: rows)
          let horizontal = try bins(corner[4 * region], corner[4 * region + 2], width, size: columns)
          for row in vertical {
            for column in horizontal {
              for c in 0..<channels {
                y[next] = Element(
                  combine(row, column) { Double(x[((image * rows + $0) * columns + $1) * channels + c]) })
                next += 1
              }
            }
          }
        }
      }
    }
  }

  /// Two neighbours on an axis and what they count; both nothing outside the image.
  private typealias Sample = (low: Int, high: Int, lowWeight: Double, highWeight: Double)

  /// For each bin along one axis its samples.
  private func bins<Element: FloatElement>(
    _ start: Element, _ end: Element, _ count: Int, size: Int
  ) throws -> [[Sample]] {
    let shift: Element = halfPixel ? 0.5 : 0
    let begin = start * Element(scale) - shift
    var length = end * Element(scale) - shift - begin
    if !halfPixel { length = max(length, 1) }
    let bin = length / Element(count)
    let spanned = bin.rounded(.up)
    guard samples > 0 || spanned <= 65536 else {
      throw OperatorError("C5: expected bins of at most 65536 pixels, got \(start)...\(end)")
    }
    let grid = samples > 0 ? samples : max(Int(spanned), 0)
    return (0..<count).map { index in
      (0..<grid).map { step in
        let place = begin + Element(index) * bin + (Element(step) + 0.5) * bin / Element(grid)
        return sample(place, size)
      }
    }
  }

  private func sample<Element: FloatElement>(_ place: Element, _ size: Int) -> Sample {
    guard place >= -1, place <= Element(size) else { return (0, 0, 0, 0) }
    let inside = max(place, 0)
    let low = Int(inside)
    if low >= size - 1 { return (size - 1, size - 1, 1, 0) }
    let rest = Double(inside - Element(low))
    return (low, low + 1, 1 - rest, rest)
  }

  private func combine(_ row: [Sample], _ column: [Sample], _ pixel: (Int, Int) -> Double) -> Double {
    var sum = 0.0
    var largest: Double?
    for r in row {
      for c in column {
        let parts = [
          r.lowWeight * c.lowWeight * pixel(r.low, c.low), r.lowWeight * c.highWeight * pixel(r.low, c.high),
          r.highWeight * c.lowWeight * pixel(r.high, c.low),
          r.highWeight * c.highWeight * pixel(r.high, c.high),
        ]
        switch mode {
        case .mean: sum += parts.reduce(0, +)
        case .maximum: largest = parts.reduce(largest ?? parts[0]) { max($0, $1) }
        }
      }
    }
    switch mode {
    case .mean: return sum / Double(max(row.count * column.count, 1))
    case .maximum: return largest ?? 0
    }
  }
}
