import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// A builtin where TFLite has one, otherwise a formula of builtins that stays accurate over the whole range.
extension Unary: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let element = builder.type(of: input).element
    switch element {
    case .float32: builder.emit(try formula(), of: input, to: output)
    case .int32, .int64: builder.emit(try integerFormula(), of: input, to: output)
    case .int8, .int16, .uint8:
      let formula = try integerFormula()
      let wide = try builder.converted(input, to: .int32)
      let result = builder.temporary(builder.type(of: wide), name: "\(builder.name(of: output))_wide")
      builder.emit(formula, of: wide, to: result)
      try builder.convert(result, to: output)
    case .uint16, .uint32, .uint64, .float16, .float64, .bool:
      throw TFLiteRefusal(
        "TFLite has no \(kind) of \(element.rawValue)", hint: "convert the model to float32")
    }
  }

  private func formula() throws -> TFLiteFormula {
    let (x, zero, one) = (TFLiteFormula.x, TFLiteFormula.constant(0), TFLiteFormula.constant(1))
    switch kind {
    case .abs: return .abs(x)
    case .neg: return .neg(x)
    case .sign: return .sign(x)
    case .reciprocal: return one / x
    case .sqrt: return .sqrt(x)
    case .reciprocalSqrt: return .apply(.rsqrt, nil, [x])
    case .exp: return .exp(x)
    case .log: return .log(x)
    case .floor: return .apply(.floor, nil, [x])
    case .ceil: return .apply(.ceil, nil, [x])
    case .round: return .apply(.round, nil, [x])
    case .sin: return .sin(x)
    case .cos: return .cos(x)
    case .tan: return .sin(x) / .cos(x)
    case .asin: return .atan2(x, .sqrt((one - x) * (one + x)))
    case .acos: return .atan2(.sqrt((one - x) * (one + x)), x)
    case .atan: return .atan2(x, .minimum(one, .maximum(one, x)))  // ATAN2 does not broadcast
    case .sinh: return .sinh(x)
    case .cosh: return .cosh(x)
    case .tanh: return .tanh(x)
    case .asinh: return .asinh(x)
    case .acosh: return .acosh(x)
    case .atanh: return .atanh(x)
    case .erf: return .erf(x)
    case .sigmoid: return .logistic(x)
    case .softplus: return .relu(x) + .log1p(upToOne: .exp(.neg(.abs(x))))
    case .softsign: return x / (one + .abs(x))
    case .mish: return .mish(x)
    case .gelu(let tanh): return .apply(.gelu, .gelu(GeluOptions(approximate: tanh)), [x])
    case .swish(let alpha): return x * .logistic(alpha == 1 ? x : .constant(alpha) * x)
    case .elu(alpha: 1): return .elu(x)
    case .elu(let alpha): return .relu(x) + .constant(alpha) * .elu(.minimum(zero, x))
    case .selu(let alpha, let gamma):
      return .constant(gamma) * (.relu(x) + .constant(alpha) * .elu(.minimum(zero, x)))
    case .celu(let alpha):
      return .relu(x) + .constant(alpha) * .elu(.minimum(zero, x) / .constant(alpha))
    case .leakyRelu(let alpha): return .apply(.leakyRelu, .leakyRelu(LeakyReluOptions(alpha: alpha)), [x])
    case .thresholdedRelu(let alpha): return .select(.lessOrEqual(x, .constant(alpha)), zero, x)
    case .hardSigmoid(let alpha, let beta):
      return .minimum(one, .relu(.constant(alpha) * x + .constant(beta)))
    case .shrink(let lambda, let bias):
      let inner = TFLiteFormula.select(.greater(x, .constant(lambda)), x - .constant(bias), zero)
      return .select(.less(x, .constant(-lambda)), x + .constant(bias), inner)
    case .isNaN: return .notEqual(x, x)
    case .isInf(negative: true, positive: true): return .equal(.abs(x), .constant(.infinity))
    case .isInf(negative: false, positive: true): return .equal(x, .constant(.infinity))
    case .isInf(negative: true, positive: false): return .equal(x, .constant(-.infinity))
    case .isInf(negative: false, positive: false): return .less(x, x)
    }
  }

  private func integerFormula() throws -> TFLiteFormula {
    let x = TFLiteFormula.x
    switch kind {
    case .abs: return .maximum(x, .neg(x))
    case .neg: return .neg(x)
    case .sign: return .minimum(.maximum(x, .constant(-1)), .constant(1))
    case .reciprocal, .sqrt, .reciprocalSqrt, .exp, .log, .floor, .ceil, .round, .sin, .cos, .tan, .asin,
      .acos, .atan, .sinh,
      .cosh, .tanh, .asinh, .acosh, .atanh, .erf, .sigmoid, .softplus, .softsign, .mish, .gelu, .swish, .elu,
      .selu, .celu, .leakyRelu, .thresholdedRelu, .hardSigmoid, .shrink, .isNaN, .isInf:
      throw TFLiteRefusal("TFLite has no \(kind) of integers", hint: "cast to float32 in the model")
    }
  }
}

/// Functions that TFLite lacks. With t = |x| and h = exp(t/2), h h does not overflow before the result does.
extension TFLiteFormula {
  /// (1 - exp(-t)) (1/2 + h h / 2) with the sign of x; ELU is the accurate exp(x) - 1 for negative x.
  fileprivate static func sinh(_ x: Self) -> Self {
    let half = constant(0.5)
    let root = exp(abs(x) * half)
    return sign(x) * (neg(elu(neg(abs(x)))) * (half + (half * root) * root))
  }

  fileprivate static func cosh(_ x: Self) -> Self {
    let half = constant(0.5)
    let root = exp(abs(x) * half)
    return (half * root) * root + half / root / root
  }

  /// log(1 + t + t^2 / (1 + sqrt(1 + t^2))) with the sign of x, its quotient expanded by 1/t.
  fileprivate static func asinh(_ x: Self) -> Self {
    let one = constant(1)
    let size = abs(x)
    let inverse = one / size
    let part = log1p(size + size / (inverse + sqrt(one + inverse * inverse)))
    return sign(x) * select(less(size, constant(large)), part, logOfTwice(size))
  }

  /// log(1 + t + sqrt(t (t + 2))) with t = x - 1. Roots of each factor do not overflow, and are NaN below 1.
  fileprivate static func acosh(_ x: Self) -> Self {
    let one = constant(1)
    let part = log1p((x - one) + sqrt(x - one) * sqrt(x + one))
    return select(less(x, constant(large)), part, logOfTwice(x))
  }

  /// log(1 + 2 t / (1 - t)) / 2 with the sign of x; from 1 on, where that divides by 0, infinity and then NaN as the
  /// logarithm of 1 - t is.
  fileprivate static func atanh(_ x: Self) -> Self {
    let one = constant(1)
    let size = abs(x)
    let inside = sign(x) * (constant(0.5) * log1p(size * constant(2) / (one - size)))
    let outside = select(less(x, constant(0)), log(one + x), neg(log(one - x)))
    return select(less(size, one), inside, outside)
  }

  /// From here on 1 is nothing beside the number.
  private static let large: Float = 0x1p30

  /// log(2 x) where 2 x may overflow: log(x / 2^64) + log(2^65).
  private static func logOfTwice(_ x: Self) -> Self { log(x * constant(0x1p-64)) + constant(45.054_566) }

  /// x tanh(log(1 + e)) with e = exp(x), which is x n / (n + 2) with n = e (e + 2); beyond 20 the factor is 1.
  fileprivate static func mish(_ x: Self) -> Self {
    let power = exp(minimum(constant(20), x))
    let part = power * (power + constant(2))
    return x * (part / (part + constant(2)))
  }

  /// x P(x x) / Q(x x), fitted to a relative error below 2e-8 where erf does not round to 1 or -1 and evaluated to one
  /// below 4e-7.
  static func erf(_ x: Self) -> Self {
    let numerator: [Float] = [
      1.1283791, 0.190_359_995, 0.052_743_282, 0.003_763_816_3, 0.000_284_876_15, 2.050_892_8e-06,
    ]
    let denominator: [Float] = [
      1, 0.502_034_9, 0.114_090_54, 0.014_965_584, 0.001_162_162, 3.809_971e-05,
    ]
    let limited = minimum(constant(3.919_206), maximum(constant(-3.919_206), x))
    return limited * (polynomial(limited * limited, numerator) / polynomial(limited * limited, denominator))
  }
}
