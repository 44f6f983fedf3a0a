import EdgeC
import EdgeIR

extension Cast: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("an operand is missing") }
    let y = node.outputs[0]
    guard let result = y.quantization?.single else {
      let (scale, zeroPoint) = try x.quantized(.int8, .uint8, .int16)
      return .unary(
        "edgec_\(try x.quantizedKernelType())_dequantize", header: "quantized_unary", node,
        extra: [.float(scale), .int(zeroPoint)])
    }
    let range = IntegerRange(of: y.element)
    guard x.quantization != nil else {
      let limits = [result.zeroPoint] + range.kernelLimits(y.element)
      return .unary(
        "edgec_f32_quantize_\(try y.quantizedKernelType())", header: "quantized_unary", node,
        extra: [.float(result.scale)] + limits.map { .int($0) })
    }
    if x.element.sizeInBytes == 1 { return try .lookup(self, node, rounding) }
    let (scale, zeroPoint) = try x.quantized(.int16)
    guard zeroPoint == 0 else { throw CRefusal("kernels take i16 of zero point 0, got \(x)") }
    let multiplier = FixedPointMultiplier(Double(scale) / Double(result.scale))
    return try .rescale(
      node, multiplier, negative: multiplier, zeroPoint: result.zeroPoint, range, rounding)
  }
}
