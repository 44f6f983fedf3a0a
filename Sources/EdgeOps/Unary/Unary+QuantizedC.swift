import EdgeC
import EdgeIR

extension Unary: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let function = IntegerFunction(kind) else {
      throw CRefusal("no kernel has the \(kind) of quantized integers")
    }
    if x.element.sizeInBytes == 1 { return try .lookup(self, node, rounding) }
    let y = node.outputs[0]
    let scale = try x.activation(.int16).scale
    let result = try y.activation(.int16)
    let range = IntegerRange(of: y.element)
    func unary(_ name: String, _ extra: [CArgument]) -> CComputation {
      .unary("edgec_qs16_\(name)", header: "quantized_wide", node, extra: extra)
    }
    switch function {
    case .sigmoid, .tanh:
      let sigmoid = WideSigmoid(scale: scale)
      let table = Tensor([256], WideSigmoid.values.map { UInt16(clamping: $0) })
      let name = if case .sigmoid = function { "sigmoid" } else { "tanh" }
      return unary(
        name,
        [.constant(CConstant(table, name: "table")), .int(Int(sigmoid.multiplier)), .int(Int(sigmoid.shift))])
    case .exp, .log, .gelu, .reciprocalSqrt:
      let values = try function.interpolatedTable(x, y)?.values ?? []
      return unary("interpolate", [.constant(CConstant(Tensor([values.count], values), name: "table"))])
    case .abs:
      try rounding.requireTwice()
      let factor = FixedPointMultiplier(Double(scale / result.scale)).kernelFactor
      return unary("abs", (factor + [result.zeroPoint] + range.kernelLimits(y.element)).map { .int($0) })
    case .leakyRelu(let alpha):
      return try .rescale(
        node, FixedPointMultiplier(Double(scale / result.scale)),
        negative: FixedPointMultiplier(Double(scale * alpha.magnitude / result.scale)),
        negativeSign: alpha < 0 ? -1 : 1, zeroPoint: result.zeroPoint, range, rounding)
    case .sqrt, .table: throw CRefusal("no kernel has the \(kind) of quantized i16")
    }
  }
}
