import EdgeIR
import EdgeOps

/// How constants become integers.
enum ParameterQuantization {
  /// Weights as int8 from -127 to 127, zero point 0, each output channel (axis 0) with the scale that its largest
  /// magnitude needs. Where a bias would not fit 32 bits in units of input times weight scale, the scale is larger.
  ///
  /// - Parameters:
  ///   - weights: float32, output channels first.
  ///   - bias: one for each channel.
  static func weightScales(_ weights: Tensor, bias: [Float], inputScale: Float) -> [Float] {
    let channels = weights.shape[0]
    let stride = channels == 0 ? 0 : weights.elementCount / channels
    return weights.withElements(of: Float.self) { elements in
      (0..<channels).map { channel in
        var largest: Float = 0
        for i in channel * stride..<(channel + 1) * stride where elements[i].isFinite {
          largest = max(largest, elements[i].magnitude)
        }
        let forBias = Double(bias[channel].magnitude) / (0x1p30 * Double(inputScale))
        let scale = max(Double(largest) / 127, forBias.isFinite ? forBias : 0, smallestScale)
        return largest == 0 && forBias == 0 ? 1 : Float(scale)
      }
    }
  }

  /// The nearest integers, halves away from zero.
  static func weights(_ weights: Tensor, scales: [Float]) -> Tensor {
    let stride = scales.isEmpty ? 1 : max(weights.elementCount / scales.count, 1)
    let integers = weights.withElements(of: Float.self) { elements in
      elements.enumerated().map { index, value in
        integer(Double(value) / Double(scales[index / stride]), -127, 127)
      }
    }
    return Self.weights(weights.shape, integers.map { Int8($0) }, scales: scales)
  }

  /// Weights that are integers already.
  static func weights(_ shape: [Int], _ integers: [Int8], scales: [Float]) -> Tensor {
    Tensor(shape, integers).as(
      TensorType(
        .int8, shape,
        quantization: Quantization(
          scales: scales, zeroPoints: Array(repeating: 0, count: scales.count), axis: 0)))
  }

  /// The scales of a bias: input times weights, one for each channel.
  static func biasScales(_ weights: Quantization, inputScale: Float, channels: Int) -> [Float] {
    let scales = weights.axis == nil ? Array(repeating: weights.scales[0], count: channels) : weights.scales
    return scales.map { max($0 * inputScale, Float(0x1p-120)) }
  }

  /// A bias in units of input times weight scale: 32 bits with activations of 8 bits, 64 bits that hold no more than 48
  /// with those of 16.
  static func bias(_ values: [Double], scales: [Float], activations: ElementType) -> Tensor {
    let limit: Double = activations == .int16 ? 0x1p47 : 0x1p31 - 1
    let integers = zip(values, scales).map { Int64(integer($0 / Double($1), -limit, limit)) }
    let element: ElementType = activations == .int16 ? .int64 : .int32
    let type = TensorType(
      element, [values.count],
      quantization: Quantization(
        scales: scales, zeroPoints: Array(repeating: 0, count: scales.count), axis: 0))
    let tensor =
      element == .int64
      ? Tensor([values.count], integers) : Tensor([values.count], integers.map { Int32(clamping: $0) })
    return tensor.as(type)
  }

  /// A constant operand as integers that stand for its numbers; what lies outside of their range becomes the nearest.
  static func operand(_ tensor: Tensor, _ result: Quantized.Result) throws -> Tensor {
    try Quantized(Cast(to: .float32), results: [result]).results([tensor])[0]
  }

  private static func integer(_ value: Double, _ lower: Double, _ upper: Double) -> Double {
    value.isNaN ? 0 : min(max(value.rounded(.toNearestOrAwayFromZero), lower), upper)
  }
}
