import EdgeIR

extension AveragePool {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let output = try infer([x.type])[0]
    let divisors = try divisors(x.type).doubles()
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [pool(float, x, output.shape, divisors)]
  }

  /// Sums in double precision.
  private func pool<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ shape: [Int], _ divisors: [Double]
  ) -> Tensor {
    let window = WindowPositions(extended, input: x.shape, output: shape)
    let channels = shape[shape.count - 1]
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        var pixel = 0
        window.forEachOutput { positions in
          for c in 0..<channels {
            var sum = 0.0
            for (_, source) in positions { sum += Double(x[source * channels + c]) }
            let value = Element(sum / divisors[pixel % divisors.count])
            y[pixel * channels + c] = activation.map { $0(value) } ?? value
          }
          pixel += 1
        }
      }
    }
  }
}
