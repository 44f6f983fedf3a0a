import EdgeIR

extension FullyConnected {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let output = try infer(inputs.map { $0?.type })[0]
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [multiply(float, x, weights, inputs.optional(2), output.shape)]
  }

  /// Sums in double precision.
  @specialized(where Element == Float)
  private func multiply<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ weights: Tensor, _ bias: Tensor?, _ shape: [Int]
  ) -> Tensor {
    let (columns, depth) = (weights.shape[0], weights.shape[1])
    let rows = shape.dropLast().reduce(1, *)
    let offsets = bias?.doubles()
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        weights.withElements(of: Element.self) { w in
          for row in 0..<rows {
            for column in 0..<columns {
              var sum = offsets?[column] ?? 0
              for k in 0..<depth { sum += Double(x[row &* depth &+ k]) * Double(w[column &* depth &+ k]) }
              let value = Element(sum)
              y[row * columns + column] = activation.map { $0(value) } ?? value
            }
          }
        }
      }
    }
  }
}
