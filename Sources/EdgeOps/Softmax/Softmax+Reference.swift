import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Softmax {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [normalize(float, x)]
  }

  /// Relative to the largest element, so that nothing overflows; sums in double precision.
  @specialized(where Element == Float)
  private func normalize<Element: FloatElement>(_: Element.Type, _ x: Tensor) -> Tensor {
    let (outer, count, inner) = extents(x.shape)
    return Tensor.build(x.shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for o in 0..<outer {
          for i in 0..<inner {
            let positions = (0..<count).map { (o * count + $0) * inner + i }
            let largest = positions.map { Double(x[$0]) }.max() ?? 0
            let sum = positions.reduce(0) { $0 + exp(Double(x[$1]) - largest) }
            for position in positions {
              let shifted = Double(x[position]) - largest
              y[position] = Element(logarithmic ? shifted - log(sum) : exp(shifted) / sum)
            }
          }
        }
      }
    }
  }
}
