#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Double {
  /// Three significant digits at most: `0.0123`, `4.5`, `1230`, `1.2e-07`.
  public var brief: String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : "\(self)" }
    let exponent = Int(log10(magnitude).rounded(.down))
    guard (-4...6).contains(exponent) else {
      let mantissa = (self / pow(10, Double(exponent)) * 100).rounded() / 100
      return "\(mantissa.withoutFraction)e\(exponent)"
    }
    guard exponent < 2 else { return "\(Int(rounded()))" }
    let factor = pow(10, Double(2 - exponent))
    return ((self * factor).rounded() / factor).withoutFraction
  }

  private var withoutFraction: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Float {
  public var brief: String { Double(self).brief }
}
