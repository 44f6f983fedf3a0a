import EdgeC
import EdgeIR

extension Clip: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("an operand is missing") }
    if x.element.sizeInBytes == 1 { return try .lookup(self, node, rounding) }
    let y = node.outputs[0]
    let result = try y.activation(x.element)
    let multiplier = FixedPointMultiplier(Double(try x.activation(.int16).scale / result.scale))
    return try .rescale(
      node, multiplier, negative: multiplier, zeroPoint: result.zeroPoint, y.integerRange(clamp), rounding)
  }
}
