import EdgeC
import EdgeIR

extension Compare: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let a = node.inputs[0], let b = node.inputs[1] else { throw CRefusal("an operand is missing") }
    if a.element == .int16 { return try lowerToC(node) }
    try rounding.requireTwice()
    let operands = try [a, b].flatMap { operand in
      let (scale, zeroPoint) = try operand.activation(.int8, .uint8)
      return [zeroPoint] + FixedPointMultiplier(Double(scale)).kernelFactor
    }
    let scales = CConstant(Tensor([operands.count], operands.map { Int32(clamping: $0) }), name: "scales")
    return try .binary(
      "edgec_\(try a.quantizedKernelType())_\(kernel)", header: "quantized_comparison", node,
      extra: [.constant(scales)])
  }
}
