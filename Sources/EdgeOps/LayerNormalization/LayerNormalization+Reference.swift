import EdgeIR

extension LayerNormalization {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [normalize(float, x, inputs.optional(1)?.doubles(), inputs.optional(2)?.doubles())]
  }

  @specialized(where Element == Float)
  private func normalize<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ scale: [Double]?, _ bias: [Double]?
  ) -> Tensor {
    let count = blockShape(x.type).reduce(1, *)
    return Tensor.build(x.shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for start in stride(from: 0, to: x.count, by: max(count, 1)) {
          let block = x[start..<start + count]
          let mean = kind == .standard ? block.reduce(0) { $0 + Double($1) } / Double(count) : 0
          let squares = block.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
          let deviation = (squares / Double(count) + Double(epsilon)).squareRoot()
          for i in 0..<count {
            let normalized = (Double(x[start + i]) - mean) / deviation
            y[start + i] = Element(normalized * (scale?[i] ?? 1) + (bias?[i] ?? 0))
          }
        }
      }
    }
  }
}
