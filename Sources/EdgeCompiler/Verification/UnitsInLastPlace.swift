import EdgeIR

/// Distances between numbers of one type, counted in numbers of that type.
enum UnitsInLastPlace {
  /// The largest distance of elements in the same place; `Int.max` for tensors of different types.
  static func largest(_ a: Tensor, _ b: Tensor) -> Int {
    guard a.type == b.type else { return .max }
    func floats<Element: FloatElement>(_: Element.Type) -> Int {
      zip(a.elements(as: Element.self), b.elements(as: Element.self)).reduce(0) {
        max($0, distance($1.0, $1.1))
      }
    }
    if let type = a.element.floatType { return floats(type) }
    guard let x = a.integers(), let y = b.integers() else {
      return a.isIdentical(to: b) ? 0 : .max
    }
    return zip(x, y).reduce(0) { max($0, difference($1.0, $1.1)) }
  }

  private static func distance<Element: FloatElement>(_ a: Element, _ b: Element) -> Int {
    if a == b || (a.isNaN && b.isNaN) { return 0 }
    if a.isNaN || b.isNaN { return .max }
    return difference(ordinal(a), ordinal(b))
  }

  /// The number's place among all of its type: neighbours differ by one, both zeros are 0.
  private static func ordinal<Element: FloatElement>(_ number: Element) -> Int {
    let magnitude =
      Int(number.exponentBitPattern) << Element.significandBitCount | Int(number.significandBitPattern)
    return number.sign == .minus ? -magnitude : magnitude
  }

  private static func difference(_ a: Int, _ b: Int) -> Int {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow || difference == .min ? .max : abs(difference)
  }
}
