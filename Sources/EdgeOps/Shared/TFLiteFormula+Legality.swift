import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension TFLiteFormula {
  /// The same in operators that the target has for elements of this type, where there is another way to say it.
  func legalized(for target: TFLiteTarget, _ element: ElementType) -> TFLiteFormula {
    guard case .apply(let code, let options, let operands, let isBool) = self else { return self }
    let parts = operands.map { $0.legalized(for: target, element) }
    let same = TFLiteFormula.apply(code, options, parts, isBool: isBool)
    guard !target.runs(code, element), let x = parts.first else { return same }
    let (zero, one) = (TFLiteFormula.constant(0), TFLiteFormula.constant(1))
    // Zero and NaN stay what they are.
    if code == .sign { return .select(.greater(x, zero), one, .select(.less(x, zero), .constant(-1), x)) }
    // Integers have no negative zero.
    if code == .neg, !element.isFloat { return zero - x }
    if case .gelu(let gelu)? = options { return .gelu(x, approximate: gelu.approximate) }
    return same
  }

  /// x (1 + erf(x/√2)) / 2, or its approximation x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2.
  private static func gelu(_ x: Self, approximate: Bool) -> Self {
    let half = constant(0.5)
    guard approximate else { return x * (half + half * erf(x * constant(0.707_106_77))) }
    let cubic = x + constant(0.044_715) * (x * x * x)
    return x * (half + half * tanh(constant(0.797_884_6) * cubic))
  }
}
