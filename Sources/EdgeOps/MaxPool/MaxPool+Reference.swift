import EdgeIR

extension MaxPool {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let output = try infer([x.type])[0]
    guard let type = x.element.numericType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    return pool(type, x, output.shape)
  }

  private func pool<Element: NumericElement>(_: Element.Type, _ x: Tensor, _ shape: [Int]) -> [Tensor] {
    let window = WindowPositions(geometry, input: x.shape, output: shape)
    let channels = shape[shape.count - 1]
    let spatial = Array(x.shape.dropFirst().dropLast())
    var largest = [Element](repeating: .lowest, count: shape.reduce(1, *))
    var places = [Int64](repeating: 0, count: indices == nil ? 0 : largest.count)
    var next = 0
    x.withElements(of: Element.self) { x in
      window.forEachOutput { positions in
        for c in 0..<channels {
          var best: (value: Element, pixel: Int)?
          for (_, pixel) in positions {
            let value = x[pixel * channels + c]
            guard let current = best?.value, !(value > current) else {
              best = (value, pixel)
              continue
            }
            if value != value, current == current { best = (value, pixel) }
          }
          if let best {
            largest[next] = limit(best.value)
            if indices != nil { places[next] = Int64(place(best.pixel, c, channels, spatial)) }
          }
          next += 1
        }
      }
    }
    let values = Tensor(shape, largest)
    return indices == nil ? [values] : [values, Tensor(shape, places)]
  }

  private func limit<Element: NumericElement>(_ value: Element) -> Element {
    guard let activation, let float = value as? Float, let limited = activation(float) as? Element else {
      return value
    }
    return limited
  }

  /// The element's number in the channels-first tensor.
  private func place(_ pixel: Int, _ c: Int, _ channels: Int, _ spatial: [Int]) -> Int {
    let pixels = spatial.reduce(1, *)
    return (pixel / pixels * channels + c) * pixels + numbered(pixel % pixels, spatial)
  }

  /// The number of a pixel, counted in row-major order, in the order of the indices.
  func numbered(_ pixel: Int, _ spatial: [Int]) -> Int {
    guard indices == .columnMajor else { return pixel }
    var (rest, within, stride) = (pixel, 0, spatial.reduce(1, *))
    for size in spatial.reversed() {
      stride /= size
      within += rest % size * stride
      rest /= size
    }
    return within
  }
}
