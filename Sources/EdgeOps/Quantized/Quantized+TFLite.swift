import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// The operator's own builtin on quantized tensors.
extension Quantized: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let expected = `operator`.rounding(on: builder.target)
    guard rounding == expected else {
      throw TFLiteRefusal(
        "\(`operator`.name) rounds \(rounding.rawValue), the runtime's kernel \(expected.rawValue)",
        hint: "choose the runtime that the model was made for with --target")
    }
    try `operator`.lowerIntegers(node, into: &builder)
  }
}

extension TFLiteBuilder {
  /// The lowest version of a builtin for tensors of this type, from those for 8-bit and 16-bit integers.
  func version(_ tensor: TensorIndex, int8: Int, int16: Int) -> Int {
    switch type(of: tensor).element {
    case .int8: int8
    case .int16: int16
    case .float16, .float32, .float64, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool: 1
    }
  }

  /// The activation as a fused one.
  ///
  /// - Throws: `TFLiteRefusal` for ranges that none says.
  func fused(_ activation: Clamp?) throws -> ActivationFunctionType {
    let (fused, rest) = TFLiteActivation.split(activation)
    if let rest {
      throw TFLiteRefusal("TFLite limits quantized results to no range \(rest)")
    }
    return fused
  }

  /// As `padded`, filled with what stands for 0.
  mutating func paddedWithZero(_ input: TensorIndex, _ window: WindowGeometry) -> (TensorIndex, Padding) {
    let type = type(of: input)
    let zero = type.quantization?.single?.zeroPoint ?? 0
    let fill = Tensor.integers(TensorType(type.element, [], quantization: type.quantization), [zero])
    return padded(input, window, fill: fill)
  }
}
