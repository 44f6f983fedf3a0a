import EdgeIR

extension HardSwish {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    func map<Element: FloatElement>(_: Element.Type) -> Tensor {
      x.mapElements(of: Element.self) { value in
        let gate = value / 6 + 0.5
        return value * (gate < 0 ? 0 : gate > 1 ? 1 : gate)
      }
    }
    guard let type = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [map(type)]
  }
}
