import EdgeIR

extension MaxRoiPool {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let regions = try inputs.required(1)
    let shape = try infer([x.type, regions.type])[0].shape
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [try pool(float, x, regions, shape)]
  }

  private func pool<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ regions: Tensor, _ shape: [Int]
  ) throws -> Tensor {
    let numbers = regions.elements(as: Element.self)
    let (images, rows, columns, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    return try Tensor.build(shape, of: Element.self) { y in
      try x.withElements(of: Element.self) { x in
        var next = 0
        for region in stride(from: 0, to: numbers.count, by: 5) {
          let image = numbers[region]
          guard image >= 0, image < Element(images) else {
            throw OperatorError("C4: expected images in 0..<\(images), got \(image)")
          }
          let vertical = bins(numbers[region + 2], numbers[region + 4], height, size: rows)
          let horizontal = bins(numbers[region + 1], numbers[region + 3], width, size: columns)
          for row in vertical {
            for column in horizontal {
              for c in 0..<channels {
                var largest: Element?
                for (r, k) in row.flatMap({ r in column.map { (r, $0) } }) {
                  let value = x[((Int(image) * rows + r) * columns + k) * channels + c]
                  largest = largest.map { $0 < value ? value : $0 } ?? value
                }
                y[next] = largest ?? 0
                next += 1
              }
            }
          }
        }
      }
    }
  }

  /// For each bin along one axis its pixels.
  private func bins<Element: FloatElement>(
    _ start: Element, _ end: Element, _ count: Int, size: Int
  ) -> [Range<Int>] {
    let first = (start * Element(scale)).rounded(.toNearestOrAwayFromZero)
    let last = (end * Element(scale)).rounded(.toNearestOrAwayFromZero)
    let bin = max(last - first + 1, 1) / Element(count)
    func pixel(_ place: Element) -> Int { place > 0 ? Int(min(place, Element(size))) : 0 }
    return (0..<count).map { index in
      let begin = pixel((Element(index) * bin).rounded(.down) + first)
      return begin..<max(pixel((Element(index + 1) * bin).rounded(.up) + first), begin)
    }
  }
}
