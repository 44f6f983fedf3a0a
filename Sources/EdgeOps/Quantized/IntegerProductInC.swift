import EdgeC
import EdgeIR

/// What kernels of convolutions and matrix products of quantized tensors share.
struct IntegerProductInC {
  /// Types as in the kernels' names.
  let type: String
  /// Follow x and the weights.
  let bias: CArgument
  /// Zero points of x and of the weights, the rule and tables that scale each output channel, the output's zero point and
  /// limits: the end of each kernel's arguments.
  let tail: [CArgument]

  /// - Parameter hasPadding: taps may lie outside x. Otherwise the zero point of x becomes part of a constant bias.
  init(
    _ node: CNode, _ activation: Clamp?, _ rounding: RequantizationRounding, hasPadding: Bool
  ) throws {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a product needs two operands")
    }
    let y = node.outputs[0]
    let result = try y.activation(x.element)
    var zeroPoint = try x.activation(.int8, .uint8, .int16).zeroPoint
    let biasType = node.inputs.count > 2 ? node.inputs[2] : nil
    let isWide = x.element == .int16
    let weightZero = weights.quantization?.single?.zeroPoint ?? 0
    let constant = biasType == nil ? nil : node.constants[2]
    if biasType == nil || constant != nil {
      var values = constant?.integers(less: 0)
      if zeroPoint != 0, !hasPadding, let tensor = node.constants[1] {
        values = Self.folded(values, zeroPoint, tensor.integers(less: weightZero), channels: weights.shape[0])
        zeroPoint = 0
      }
      bias = values.map { .constant(CConstant(Self.tensor($0, for: x), name: "bias")) } ?? .null
    } else {
      bias = .input(2)
    }
    type = try x.quantizedKernelType()
    let multipliers = try IntegerProduct.multipliers(x, weights, y)
    let limits = y.integerRange(activation).kernelLimits(y.element)
    tail =
      [.int(zeroPoint), .int(weightZero)] + multipliers.kernelTables(rounding, isWide: isWide)
      + ([result.zeroPoint] + limits).map { .int($0) }
  }

  /// The bias less the zero point of x times the sum of each channel's weights.
  private static func folded(
    _ bias: [Int]?, _ zeroPoint: Int, _ weights: [Int], channels: Int
  ) -> [Int] {
    let length = channels == 0 ? 0 : weights.count / channels
    return (0..<channels).map { channel in
      let sum = weights[channel * length..<(channel + 1) * length].reduce(0, +)
      return (bias?[channel] ?? 0) - zeroPoint * sum
    }
  }

  /// As wide as the sums of products.
  private static func tensor(_ bias: [Int], for x: TensorType) -> Tensor {
    x.element == .int16
      ? Tensor([bias.count], bias.map { Int64($0) })
      : Tensor([bias.count], bias.map { Int32(truncatingIfNeeded: $0) })
  }
}
