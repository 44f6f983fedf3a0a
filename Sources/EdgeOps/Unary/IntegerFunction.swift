import EdgeIR
import TFLiteFormat

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The functions that LiteRT computes on integers, most by a table: of all values of 8-bit integers, of 513 points for
/// 16-bit ones.
enum IntegerFunction {
  case sigmoid, tanh, exp, log, sqrt, reciprocalSqrt, abs
  case gelu(tanh: Bool)
  case leakyRelu(alpha: Float)
  /// Any other function of 8-bit integers: LiteRT has no kernel for it, but looks values up in a table.
  case table(Unary.Kind)

  init?(_ kind: Unary.Kind) {
    switch kind {
    case .sigmoid: self = .sigmoid
    case .tanh: self = .tanh
    case .exp: self = .exp
    case .log: self = .log
    case .sqrt: self = .sqrt
    case .reciprocalSqrt: self = .reciprocalSqrt
    case .abs: self = .abs
    case .gelu(let tanh): self = .gelu(tanh: tanh)
    case .leakyRelu(let alpha): self = .leakyRelu(alpha: alpha)
    case .neg, .sign, .reciprocal, .floor, .ceil, .round, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh,
      .asinh, .acosh, .atanh, .erf, .softplus, .softsign, .mish, .swish, .elu, .selu, .celu, .thresholdedRelu,
      .hardSigmoid, .shrink:
      self = .table(kind)
    case .isNaN, .isInf: return nil
    }
  }

  /// The operator, and its version on 8-bit and 16-bit integers; nil for functions that have none.
  var builtin: (code: BuiltinOperator, options: BuiltinOptions?, int8: Int, int16: Int)? {
    switch self {
    case .sigmoid: (.logistic, nil, 2, 3)
    case .tanh: (.tanh, nil, 2, 3)
    case .exp: (.exp, .exp(ExpOptions()), 2, 2)
    case .log: (.log, nil, 2, 2)
    case .sqrt: (.sqrt, nil, 2, 2)
    case .reciprocalSqrt: (.rsqrt, nil, 2, 3)
    case .table: nil
    case .abs: (.abs, .abs(AbsOptions()), 2, 3)
    case .gelu(let tanh): (.gelu, .gelu(GeluOptions(approximate: tanh)), 2, 2)
    case .leakyRelu(let alpha): (.leakyRelu, .leakyRelu(LeakyReluOptions(alpha: alpha)), 2, 2)
    }
  }

  func check(_ x: TensorType, _ output: TensorType) throws {
    switch self {
    case .sigmoid, .tanh:
      _ = try x.activation(.int8, .uint8, .int16)
      let result = try output.activation(x.element)
      if x.element == .int16, result.scale != 1 / 32768 {
        throw OperatorError("expected an output of scale 1/32768, got \(output)")
      }
      if case .sigmoid = self, x.element != .int16, result.scale != 1 / 256 {
        throw OperatorError("expected an output of scale 1/256, got \(output)")
      }
    case .exp, .gelu, .log, .abs:
      _ = try (x.activation(.int8, .int16), output.activation(x.element))
    case .sqrt:
      _ = try output.activation(.int8)
      guard try x.activation(.int8).zeroPoint == -128 else {
        throw OperatorError("expected integers that stand for no negative numbers, got \(x)")
      }
    case .reciprocalSqrt: _ = try (x.activation(.int16), output.activation(.int16))
    case .table: _ = try (x.activation(.int8), output.activation(.int8))
    case .leakyRelu:
      _ = try (x.activation(.int8, .uint8, .int16), output.activation(x.element))
    }
  }

  /// The function of numbers, for those that are tables for all types; nil for others.
  private func tabulated(to output: TensorType) throws -> ((Float) -> Float)? {
    switch self {
    case .exp: return { expf($0) }
    case .log:
      let result = try output.quantized(.int8, .int16)
      let lowest = Float(IntegerRange(of: output.element).lower - result.zeroPoint) * result.scale
      return { $0 <= 0 ? lowest : logf($0) }
    case .gelu(let tanh): return tanh ? tanhGelu : errorGelu
    case .reciprocalSqrt:
      let highest = Float(Int16.max) * (try output.quantized(.int16).scale)
      return { $0 <= 0 ? highest : 1 / $0.squareRoot() }
    case .table(let kind): return { Float(Unary(kind).value(Double($0))) }
    case .sigmoid, .tanh, .sqrt, .abs, .leakyRelu: return nil
    }
  }

  /// What 16-bit integers are interpolated in; nil for functions that are not.
  func interpolatedTable(_ x: TensorType, _ output: TensorType) throws -> InterpolatedTable? {
    guard let function = try tabulated(to: output) else { return nil }
    return InterpolatedTable(
      scale: try x.activation(.int16).scale, resultScale: try output.activation(.int16).scale,
      function: function)
  }

  func apply(_ x: Tensor, _ output: TensorType, _ rounding: RequantizationRounding) throws -> Tensor {
    let input = try x.type.activation(.int8, .uint8, .int16)
    let result = try output.activation(x.element)
    if let function = try tabulated(to: output) { return try tabulated(x, output, function) }
    switch self {
    case .sigmoid:
      guard x.element == .int16 else { return try tabulated(x, output) { 1 / (1 + expf(-$0)) } }
      return x.mapIntegers(to: output, WideSigmoid(scale: input.scale).sigmoid)
    case .tanh:
      guard x.element == .int16 else { return try tabulated(x, output) { tanhf($0) } }
      return x.mapIntegers(to: output, WideSigmoid(scale: input.scale).tanh)
    case .exp, .log, .gelu, .reciprocalSqrt, .table: throw OperatorError("\(self) is a table")
    case .sqrt:
      let range = IntegerRange(of: output.element)
      return x.mapIntegers(to: output) { value in
        let root = (input.scale * Float(value - input.zeroPoint)).squareRoot() / result.scale
        return range(Int(Int32(converting: Double(root))) + result.zeroPoint)
      }
    case .abs:
      let range = IntegerRange(of: output.element)
      let multiplier = FixedPointMultiplier(Double(input.scale / result.scale))
      return x.mapIntegers(to: output) { value in
        let magnitude = Swift.abs(value - input.zeroPoint)
        let scaled =
          input.scale == result.scale
          ? magnitude : Int(multiplier.multiply(Int32(magnitude), rounding: rounding))
        return range(scaled + result.zeroPoint)
      }
    case .leakyRelu(let alpha):
      let positive = FixedPointMultiplier(Double(input.scale / result.scale))
      let negative = FixedPointMultiplier(Double(input.scale * alpha.magnitude / result.scale))
      let sign = alpha < 0 ? -1 : 1
      let range = IntegerRange(of: output.element)
      return x.mapIntegers(to: output) { raw in
        let value = Int32(raw - input.zeroPoint)
        let scaled =
          value >= 0
          ? Int(positive.multiply(value, rounding: rounding))
          : sign * Int(negative.multiply(value, rounding: rounding))
        return range(scaled + result.zeroPoint)
      }
    }
  }

  private func tabulated(_ x: Tensor, _ output: TensorType, _ function: (Float) -> Float) throws -> Tensor {
    guard x.element == .int16, let table = try interpolatedTable(x.type, output) else {
      return try LookupTable(x.type, output, function).apply(x, output)
    }
    return x.mapIntegers(to: output) { table($0) }
  }

  private func errorGelu(_ x: Float) -> Float { 0.5 * x * (1 + erff(x * Float(0.5).squareRoot())) }

  private func tanhGelu(_ x: Float) -> Float {
    let factor: Float = 0.797_884_56  // sqrt(2 / pi)
    return 0.5 * x * (1 + tanhf(factor * (x + 0.044715 * x * x * x)))
  }
}
