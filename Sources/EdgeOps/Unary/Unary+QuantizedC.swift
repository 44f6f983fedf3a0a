import EdgeC
import EdgeIR

extension Unary: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("an operand is missing") }
    if x.element.sizeInBytes == 1 { return try .lookup(self, node, rounding) }
    let y = node.outputs[0]
    guard case .leakyRelu(let alpha) = kind else {
      throw CRefusal("no kernel has the \(kind) of quantized \(x.element.rawValue)")
    }
    let scale = try x.activation(.int16).scale
    let result = try y.activation(x.element)
    return try .rescale(
      node, FixedPointMultiplier(Double(scale / result.scale)),
      negative: FixedPointMultiplier(Double(scale * alpha.magnitude / result.scale)),
      negativeSign: alpha < 0 ? -1 : 1, zeroPoint: result.zeroPoint, IntegerRange(of: y.element), rounding)
  }
}
