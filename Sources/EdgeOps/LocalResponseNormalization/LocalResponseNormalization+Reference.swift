import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension LocalResponseNormalization {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [normalize(float, x)]
  }

  /// In double precision.
  private func normalize<Element: FloatElement>(_: Element.Type, _ x: Tensor) -> Tensor {
    let (outer, channels, inner) = extents(x.shape)
    let before = (size - 1) / 2
    return Tensor.build(x.shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for o in 0..<outer {
          for c in 0..<channels {
            let neighbours = max(c - before, 0)..<min(c - before + size, channels)
            for i in 0..<inner {
              var sum = 0.0
              for n in neighbours {
                let value = Double(x[(o * channels + n) * inner + i])
                sum += value * value
              }
              let scale = pow(Double(bias) + Double(alpha) / Double(size) * sum, Double(beta))
              let place = (o * channels + c) * inner + i
              y[place] = Element(Double(x[place]) / scale)
            }
          }
        }
      }
    }
  }
}
