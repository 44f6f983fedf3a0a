import EdgeIR

/// What convolutions and matrix products of quantized tensors share: operands less their zero points, the bias, and the
/// way from a sum of products to the output.
///
/// Operands: x int8 or uint8, or int16 with zero point 0; weights int8 (with uint8 uint8), scales along axis 0 only with
/// zero points 0; bias int32, int64 with int16.
struct IntegerProduct {
  let x: [Int16]
  let weights: [Int16]
  /// One for each output channel, 0 where the model has none.
  let bias: [Int64]
  private let multipliers: [FixedPointMultiplier]
  private let zeroPoint: Int
  private let range: IntegerRange
  private let rounding: RequantizationRounding
  /// True when sums have more than 32 bits.
  private let isWide: Bool

  /// Throws `OperatorError` unless the operands are as above, the output is of x's type, and the range one of TFLite's.
  static func check(_ inputs: [TensorType?], _ outputs: [TensorType], _ activation: Clamp?) throws {
    try TFLiteActivation.requireFused(activation)
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    guard x.quantization != nil else {
      throw OperatorError("expected quantized activations beside quantized weights, got \(x)")
    }
    _ = try x.activation(.int8, .uint8, .int16)
    guard weights.element == (x.element == .uint8 ? .uint8 : .int8), let scales = weights.quantization else {
      throw OperatorError("expected quantized 8-bit weights, got \(weights)")
    }
    guard scales.axis == nil || (scales.axis == 0 && scales.zeroPoints.allSatisfy { $0 == 0 }) else {
      throw OperatorError("expected scales along the output channels with zero points 0, got \(weights)")
    }
    if let bias = inputs.optional(2) {
      guard bias.element == (x.element == .int16 ? .int64 : .int32) else {
        throw OperatorError("expected a bias of 32-bit integers (64-bit with i16), got \(bias)")
      }
    }
    _ = try outputs[0].activation(x.element)
  }

  init(
    _ inputs: [Tensor?], _ output: TensorType, _ activation: Clamp?, _ rounding: RequantizationRounding
  ) throws {
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let input = try x.type.activation(.int8, .uint8, .int16)
    let factors = try Self.multipliers(x.type, weights.type, output)
    guard let scales = weights.type.quantization else {
      throw OperatorError("expected quantized weights, got \(weights.type)")
    }
    let channels = weights.shape[0]
    self.x = x.shortIntegers(less: input.zeroPoint)
    self.weights = weights.shortIntegers(less: scales.single?.zeroPoint ?? 0)
    let bias = inputs.optional(2)
    self.bias = bias?.integers(less: 0).map { Int64($0) } ?? Array(repeating: 0, count: channels)
    isWide = x.element == .int16
    multipliers = scales.axis == nil ? Array(repeating: factors[0], count: channels) : factors
    zeroPoint = try output.activation(x.element).zeroPoint
    range = output.integerRange(activation)
    self.rounding = rounding
  }

  /// What brings sums to the output's scale: one factor for each output channel, or one for all.
  static func multipliers(
    _ x: TensorType, _ weights: TensorType, _ output: TensorType
  ) throws -> [FixedPointMultiplier] {
    let input = try x.activation(.int8, .uint8, .int16).scale
    let result = try output.activation(x.element).scale
    return (weights.quantization?.scales ?? []).map {
      FixedPointMultiplier(Double(input) * Double($0) / Double(result))
    }
  }

  /// A sum of products and bias as an integer of the output.
  @inline(__always) func requantize(_ sum: Int64, _ channel: Int) -> Int {
    let scaled =
      isWide
      ? multipliers[channel].multiplyWide(sum, rounding: rounding)
      : multipliers[channel].multiply(Int32(truncatingIfNeeded: sum), rounding: rounding)
    return range(Int(scaled) + zeroPoint)
  }
  /// The output from its sums, channels innermost.
  func output(_ sums: [Int64], _ type: TensorType) -> Tensor {
    func store<Element: IntegerElement>(_: Element.Type) -> Tensor {
      Tensor.build(type.shape, of: Element.self) { y in
        var next = 0
        while next < y.count {
          for channel in multipliers.indices {
            y[next] = Element(truncatingIfNeeded: requantize(sums[next], channel))
            next += 1
          }
        }
      }
    }
    let result =
      switch type.element {
      case .int8: store(Int8.self)
      case .uint8: store(UInt8.self)
      case .int16: store(Int16.self)
      case .float16, .float32, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool:
        Tensor.integers(type, sums.map { Int($0) })
      }
    return result.as(type)
  }
}
