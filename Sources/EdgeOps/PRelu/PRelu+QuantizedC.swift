import EdgeC
import EdgeIR

extension PRelu: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let slope = node.inputs[1] else { throw CRefusal("an operand is missing") }
    let y = node.outputs[0]
    let left = try x.activation(.int8, .uint8)
    let right = try slope.activation(x.element)
    let result = try y.activation(x.element)
    return try .quantizedBinary(
      "prelu", node, rounding,
      left: (left.zeroPoint, FixedPointMultiplier(Double(left.scale / result.scale))),
      right: (right.zeroPoint, FixedPointMultiplier(Double(left.scale * right.scale / result.scale))),
      result: (result.zeroPoint, FixedPointMultiplier(1)), IntegerRange(of: y.element))
  }
}
