import EdgeIR
import EdgeTFLite
import TFLiteFormat

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// LEAKY_RELU by two multipliers, the others by a table of 256 values.
extension Unary: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    if let function = try IntegerFunction(kind) { return try function.check(x, outputs[0]) }
    throw OperatorError("\(kind) has no integer arithmetic")
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    guard let function = try IntegerFunction(kind) else {
      throw OperatorError("\(kind) has no integer arithmetic")
    }
    return [try function.apply(inputs.required(0), outputs[0], rounding)]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    guard let function = try IntegerFunction(kind) else {
      throw TFLiteRefusal("TFLite has no \(kind) of quantized integers")
    }
    let (code, options) = function.builtin
    builder.emit(
      code, version: builder.version(input, int8: 2, int16: 3), options: options, [input],
      to: [output])
  }
}

/// The functions that TFLite computes on integers.
private enum IntegerFunction {
  case sigmoid, tanh, exp
  case gelu(tanh: Bool)
  case leakyRelu(alpha: Float)

  init?(_ kind: Unary.Kind) throws {
    switch kind {
    case .sigmoid: self = .sigmoid
    case .tanh: self = .tanh
    case .exp: self = .exp
    case .gelu(let tanh): self = .gelu(tanh: tanh)
    case .leakyRelu(let alpha): self = .leakyRelu(alpha: alpha)
    case .abs, .neg, .sign, .reciprocal, .sqrt, .log, .floor, .ceil, .round, .sin, .cos, .tan, .asin,
      .acos, .atan, .sinh, .cosh, .asinh, .acosh, .atanh, .erf, .softplus, .softsign, .mish, .swish,
      .elu, .selu, .celu, .thresholdedRelu, .hardSigmoid, .shrink, .isNaN, .isInf:
      return nil
    }
  }

  var builtin: (BuiltinOperator, BuiltinOptions?) {
    switch self {
    case .sigmoid: (.logistic, nil)
    case .tanh: (.tanh, nil)
    case .exp: (.exp, .exp(ExpOptions()))
    case .gelu(let tanh): (.gelu, .gelu(GeluOptions(approximate: tanh)))
    case .leakyRelu(let alpha): (.leakyRelu, .leakyRelu(LeakyReluOptions(alpha: alpha)))
    }
  }

  func check(_ x: TensorType, _ output: TensorType) throws {
    switch self {
    case .sigmoid:
      _ = try x.activation(.int8, .uint8)
      guard try output.activation(x.element).scale == 1 / 256 else {
        throw OperatorError("expected an output of scale 1/256, got \(output)")
      }
    case .tanh:
      _ = try (x.activation(.int8, .uint8), output.activation(x.element))
    case .exp, .gelu:
      _ = try (x.activation(.int8), output.activation(x.element))
    case .leakyRelu:
      _ = try (x.activation(.int8, .uint8, .int16), output.activation(x.element))
    }
  }

  func apply(_ x: Tensor, _ output: TensorType, _ rounding: RequantizationRounding) throws -> Tensor {
    switch self {
    case .sigmoid: return try LookupTable(x.type, output) { 1 / (1 + expf(-$0)) }.apply(x, output)
    case .tanh: return try LookupTable(x.type, output) { tanhf($0) }.apply(x, output)
    case .exp: return try LookupTable(x.type, output) { expf($0) }.apply(x, output)
    case .gelu(let tanh):
      return try LookupTable(x.type, output) { tanh ? tanhGelu($0) : errorGelu($0) }.apply(x, output)
    case .leakyRelu(let alpha):
      let (scale, zeroPoint) = try x.type.activation(.int8, .uint8, .int16)
      let result = try output.activation(x.element)
      let positive = FixedPointMultiplier(Double(scale / result.scale))
      let negative = FixedPointMultiplier(Double(scale * alpha.magnitude / result.scale))
      let sign = alpha < 0 ? -1 : 1
      let range = IntegerRange(of: output.element)
      return Tensor.integers(
        output,
        x.integers(less: zeroPoint).map { value in
          let scaled =
            value >= 0
            ? Int(positive.multiply(Int32(value), rounding: rounding))
            : sign * Int(negative.multiply(Int32(value), rounding: rounding))
          return range(scaled + result.zeroPoint)
        })
    }
  }

  private func errorGelu(_ x: Float) -> Float { 0.5 * x * (1 + erff(x * Float(0.5).squareRoot())) }

  private func tanhGelu(_ x: Float) -> Float {
    let factor: Float = 0.797_884_56  // sqrt(2 / pi)
    return 0.5 * x * (1 + tanhf(factor * (x + 0.044715 * x * x * x)))
  }
}
