import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Binary {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    let shape = try infer([a.type, b.type])[0].shape
    if let float = a.element.floatType {
      let result = floats(float, a, b, shape)
      return [activation.map { range in result.mapElements(of: Float.self) { range($0) } } ?? result]
    }
    guard let integer = a.element.integerType else {
      throw OperatorError("C1: expected numbers, got \(a.type)")
    }
    return [integers(integer, a, b, shape)]
  }

  @specialized(where Element == Float)
  private func floats<Element: FloatElement>(
    _ type: Element.Type, _ a: Tensor, _ b: Tensor, _ shape: [Int]
  ) -> Tensor {
    switch kind {
    case .add: combineElements(a, b, shape: shape, of: type) { $0 + $1 }
    case .subtract: combineElements(a, b, shape: shape, of: type) { $0 - $1 }
    case .multiply: combineElements(a, b, shape: shape, of: type) { $0 * $1 }
    case .divide: combineElements(a, b, shape: shape, of: type) { $0 / $1 }
    case .minimum: combineElements(a, b, shape: shape, of: type) { $0 < $1 || $0.isNaN ? $0 : $1 }
    case .maximum: combineElements(a, b, shape: shape, of: type) { $0 > $1 || $0.isNaN ? $0 : $1 }
    case .power: combineElements(a, b, shape: shape, of: type) { Element(pow(Double($0), Double($1))) }
    case .modulo(fmod: true):
      combineElements(a, b, shape: shape, of: type) { $0.truncatingRemainder(dividingBy: $1) }
    case .modulo(fmod: false): combineElements(a, b, shape: shape, of: type) { floorRemainder($0, $1) }
    }
  }

  private func integers<Element: IntegerElement>(
    _ type: Element.Type, _ a: Tensor, _ b: Tensor, _ shape: [Int]
  ) -> Tensor {
    switch kind {
    case .add: combineElements(a, b, shape: shape, of: type) { $0 &+ $1 }
    case .subtract: combineElements(a, b, shape: shape, of: type) { $0 &- $1 }
    case .multiply: combineElements(a, b, shape: shape, of: type) { $0 &* $1 }
    case .divide:
      combineElements(a, b, shape: shape, of: type) {
        $1 == 0 ? 0 : $0.dividedReportingOverflow(by: $1).partialValue
      }
    case .minimum: combineElements(a, b, shape: shape, of: type) { min($0, $1) }
    case .maximum: combineElements(a, b, shape: shape, of: type) { max($0, $1) }
    case .power: combineElements(a, b, shape: shape, of: type) { wrappingPower($0, $1) }
    case .modulo(fmod: true): combineElements(a, b, shape: shape, of: type) { remainder($0, $1) }
    case .modulo(fmod: false): combineElements(a, b, shape: shape, of: type) { floorRemainder($0, $1) }
    }
  }
}

/// The remainder of division that rounds down; zero has the divisor's sign.
private func floorRemainder<Element: FloatElement>(_ a: Element, _ b: Element) -> Element {
  let rest = a.truncatingRemainder(dividingBy: b)
  if rest == 0 { return Element(signOf: b, magnitudeOf: rest) }
  return (rest < 0) != (b < 0) ? rest + b : rest
}

/// The remainder of truncating division.
private func remainder<Element: IntegerElement>(_ a: Element, _ b: Element) -> Element {
  b == 0 ? 0 : a.remainderReportingOverflow(dividingBy: b).partialValue
}

/// The remainder of division that rounds down.
private func floorRemainder<Element: IntegerElement>(_ a: Element, _ b: Element) -> Element {
  let rest = remainder(a, b)
  return rest != 0 && (rest < 0) != (b < 0) ? rest &+ b : rest
}

/// Negative exponents truncate the exact value, which leaves 1, -1 or 0; 0 to a negative power is given as 0.
private func wrappingPower<Element: IntegerElement>(_ base: Element, _ exponent: Element) -> Element {
  if exponent < 0 {
    if base == 1 { return 1 }
    guard Element.isSigned, base == 0 &- 1 else { return 0 }
    return exponent % 2 == 0 ? 1 : base
  }
  var (result, square, rest) = (1 as Element, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result = result &* square }
    square = square &* square
    rest >>= 1
  }
  return result
}
