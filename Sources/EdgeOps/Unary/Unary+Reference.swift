import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Unary {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    if let float = x.element.floatType { return [floats(float, x)] }
    guard let integer = x.element.integerType else {
      throw OperatorError("C1: \(kind) does not take \(x.type)")
    }
    return [try integers(integer, x)]
  }

  @specialized(where Element == Float)
  private func floats<Element: FloatElement>(_: Element.Type, _ x: Tensor) -> Tensor {
    switch kind {
    case .isNaN: x.mapElements(of: Element.self) { $0.isNaN }
    case .isInf(let negative, let positive):
      x.mapElements(of: Element.self) { $0.isInfinite && ($0 < 0 ? negative : positive) }
    case .abs, .neg, .sign, .reciprocal, .sqrt, .reciprocalSqrt, .exp, .log, .floor, .ceil, .round, .sin,
      .cos, .tan, .asin,
      .acos, .atan, .sinh, .cosh, .tanh, .asinh, .acosh, .atanh, .erf, .sigmoid, .softplus, .softsign, .mish,
      .gelu, .swish, .elu, .selu, .celu, .leakyRelu, .thresholdedRelu, .hardSigmoid, .shrink:
      x.mapElements(of: Element.self) { Element(value(Double($0))) }
    }
  }

  private func integers<Element: IntegerElement>(_: Element.Type, _ x: Tensor) throws -> Tensor {
    switch kind {
    case .abs: x.mapElements(of: Element.self) { $0 < 0 ? 0 &- $0 : $0 }
    case .neg: x.mapElements(of: Element.self) { 0 &- $0 }
    case .sign: x.mapElements(of: Element.self) { $0.signum() }
    case .shrink: x.mapElements(of: Element.self) { Element(converting: value(Double($0))) }
    case .reciprocal, .sqrt, .reciprocalSqrt, .exp, .log, .floor, .ceil, .round, .sin, .cos, .tan, .asin,
      .acos, .atan, .sinh,
      .cosh, .tanh, .asinh, .acosh, .atanh, .erf, .sigmoid, .softplus, .softsign, .mish, .gelu, .swish, .elu,
      .selu, .celu, .leakyRelu, .thresholdedRelu, .hardSigmoid, .isNaN, .isInf:
      throw OperatorError("C1: \(kind) does not take \(x.type)")
    }
  }

  func value(_ x: Double) -> Double {
    switch kind {
    case .abs: x.magnitude
    case .neg: -x
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .reciprocal: 1 / x
    case .sqrt: x.squareRoot()
    case .reciprocalSqrt: 1 / x.squareRoot()
    case .exp: exp(x)
    case .log: log(x)
    case .floor: x.rounded(.down)
    case .ceil: x.rounded(.up)
    case .round: x.rounded(.toNearestOrEven)
    case .sin: sin(x)
    case .cos: cos(x)
    case .tan: tan(x)
    case .asin: asin(x)
    case .acos: acos(x)
    case .atan: atan(x)
    case .sinh: sinh(x)
    case .cosh: cosh(x)
    case .tanh: tanh(x)
    case .asinh: asinh(x)
    case .acosh: acosh(x)
    case .atanh: atanh(x)
    case .erf: erf(x)
    case .sigmoid: sigmoid(x)
    case .softplus: softplus(x)
    case .softsign: x / (1 + x.magnitude)
    case .mish: x * tanh(softplus(x))
    case .gelu(tanh: false): 0.5 * x * erfc(-x * 0.5.squareRoot())
    case .gelu(tanh: true): x * sigmoid(2 * (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x))
    case .swish(let alpha): x * sigmoid(Double(alpha) * x)
    case .elu(let alpha): x < 0 ? Double(alpha) * expm1(x) : x
    case .selu(let alpha, let gamma): Double(gamma) * (x < 0 ? Double(alpha) * expm1(x) : x)
    case .celu(let alpha): x < 0 ? Double(alpha) * expm1(x / Double(alpha)) : x
    case .leakyRelu(let alpha): x < 0 ? Double(alpha) * x : x
    case .thresholdedRelu(let alpha): x <= Double(alpha) ? 0 : x
    case .hardSigmoid(let alpha, let beta): limit(Double(alpha) * x + Double(beta), 0, 1)
    case .shrink(let lambda, let bias):
      x < -Double(lambda) ? x + Double(bias) : x > Double(lambda) ? x - Double(bias) : 0
    case .isNaN: x.isNaN ? 1 : 0
    case .isInf(let negative, let positive): x.isInfinite && (x < 0 ? negative : positive) ? 1 : 0
    }
  }
}

/// NaN stays NaN.
private func limit(_ x: Double, _ lower: Double, _ upper: Double) -> Double {
  x < lower ? lower : x > upper ? upper : x
}

private func sigmoid(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }

/// log(1 + exp(x)) without overflow.
private func softplus(_ x: Double) -> Double { (x < 0 ? 0 : x) + log1p(exp(-x.magnitude)) }
