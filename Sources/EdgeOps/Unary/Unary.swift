import EdgeIR

/// A function applied to every element.
///
/// - input: x, any shape
/// - output: like x; bool for the questions `isNaN` and `isInf`
///
/// Constraint: C1 x is floating point; `abs`, `neg`, `sign` and `shrink` also take integers, `neg` signed ones only.
///
/// Semantics: the ONNX operators of these names. Floats are computed in double precision and rounded once; integers
/// wrap around, so the lowest one is its own absolute value.
public struct Unary: Operator {
  public static let name = "Unary"

  public enum Kind: Hashable, Sendable {
    case abs, neg, sign, reciprocal, sqrt, exp, log
    /// 1 / sqrt(x)
    case reciprocalSqrt
    /// `round` takes halves to the nearest even number.
    case floor, ceil, round
    case sin, cos, tan, asin, acos, atan
    case sinh, cosh, tanh, asinh, acosh, atanh
    case erf, sigmoid, softplus, softsign, mish
    /// x Φ(x) with the normal distribution's Φ, or with the approximation that uses tanh.
    case gelu(tanh: Bool)
    /// x sigmoid(alpha x)
    case swish(alpha: Float)
    /// alpha (exp(x) - 1) below 0, else x
    case elu(alpha: Float)
    /// gamma alpha (exp(x) - 1) below 0, else gamma x
    case selu(alpha: Float, gamma: Float)
    /// alpha (exp(x/alpha) - 1) below 0, else x
    case celu(alpha: Float)
    /// alpha x below 0, else x
    case leakyRelu(alpha: Float)
    /// x above alpha, else 0
    case thresholdedRelu(alpha: Float)
    /// alpha x + beta, limited to 0...1
    case hardSigmoid(alpha: Float, beta: Float)
    /// x + bias below -lambda, x - bias above lambda, else 0
    case shrink(lambda: Float, bias: Float)
    case isNaN
    case isInf(negative: Bool, positive: Bool)
  }

  public var kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  public var quantization: QuantizationRule {
    switch kind {
    case .sigmoid: .fixed(scale: 1 / 256, zeroPoint: -128)
    case .tanh: .fixed(scale: 1 / 128, zeroPoint: 0)
    case .abs, .neg, .reciprocal, .sqrt, .reciprocalSqrt, .exp, .log, .sin, .cos, .asin, .acos, .atan, .sinh,
      .cosh, .asinh,
      .acosh, .atanh, .tan, .erf, .softplus, .softsign, .mish, .gelu, .swish, .elu, .selu, .celu, .leakyRelu,
      .thresholdedRelu, .hardSigmoid, .shrink:
      .free
    case .sign, .floor, .ceil, .round, .isNaN, .isInf: .floatOnly
    }
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat || (x.element.isInteger && takesIntegers(x.element)) else {
      throw OperatorError("C1: \(kind) does not take \(x)")
    }
    return [TensorType(isQuestion ? .bool : x.element, x.shape)]
  }

  private func takesIntegers(_ element: ElementType) -> Bool {
    switch kind {
    case .abs, .sign, .shrink: true
    case .neg: element.integerType?.isSigned ?? false
    case .reciprocal, .sqrt, .reciprocalSqrt, .exp, .log, .floor, .ceil, .round, .sin, .cos, .tan, .asin,
      .acos,
      .atan, .sinh, .cosh, .tanh, .asinh, .acosh, .atanh, .erf, .sigmoid, .softplus, .softsign, .mish, .gelu,
      .swish, .elu,
      .selu, .celu, .leakyRelu, .thresholdedRelu, .hardSigmoid, .isNaN, .isInf:
      false
    }
  }

  private var isQuestion: Bool {
    switch kind {
    case .isNaN, .isInf: true
    case .abs, .neg, .sign, .reciprocal, .sqrt, .reciprocalSqrt, .exp, .log, .floor, .ceil, .round, .sin,
      .cos, .tan, .asin,
      .acos, .atan, .sinh, .cosh, .tanh, .asinh, .acosh, .atanh, .erf, .sigmoid, .softplus, .softsign, .mish,
      .gelu, .swish, .elu, .selu, .celu, .leakyRelu, .thresholdedRelu, .hardSigmoid, .shrink:
      false
    }
  }
}
