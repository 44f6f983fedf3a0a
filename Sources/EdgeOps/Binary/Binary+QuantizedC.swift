import EdgeC
import EdgeIR

extension Binary: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let a = node.inputs[0], let b = node.inputs[1] else { throw CRefusal("an operand is missing") }
    let y = node.outputs[0]
    let left = try a.activation(.int8, .uint8, .int16)
    let right = try b.activation(a.element)
    let result = try y.activation(a.element)
    let scaling = ArithmeticScaling(left.scale, right.scale, to: result.scale, a.element)
    let name: String
    switch kind {
    case .add: name = "add"
    case .subtract: name = "sub"
    case .multiply: name = "mul"
    case .divide, .minimum, .maximum, .power, .modulo:
      throw CRefusal("no kernel has the \(kind) of quantized integers")
    }
    if let linear = try linearAddition(a, b, y, rounding, node.target.instructions) { return linear }
    let last =
      kind == .multiply ? FixedPointMultiplier(Double(left.scale * right.scale / result.scale)) : scaling.last
    return try .quantizedBinary(
      name, node, rounding, left: (left.zeroPoint, scaling.first), right: (right.zeroPoint, scaling.second),
      result: (result.zeroPoint, last), y.integerRange(activation))
  }
}

extension Binary {
  /// A sum or difference of tensors of one shape in one linear form, if it has one.
  private func linearAddition(
    _ a: TensorType, _ b: TensorType, _ y: TensorType, _ rounding: RequantizationRounding,
    _ instructions: InstructionSet
  ) throws -> CComputation? {
    guard kind != .multiply, a.elementCount == y.elementCount, b.elementCount == y.elementCount,
      let p = a.quantization?.single?.scale, let q = b.quantization?.single?.scale,
      let result = y.quantization?.single?.scale
    else { return nil }
    let ratios = (Double(p) / Double(result), Double(kind == .subtract ? -q : q) / Double(result))
    guard let form = try LinearAddition(self, a, b, to: y, rounding, ratios: ratios) else { return nil }
    let numbers = [y.elementCount] + [form.a, form.b, form.offset].map { Int($0) }
    let isMVE = instructions == .mve && form.hasRoomForRounding
    return CComputation(
      calls: [
        CCall(
          isMVE ? "edgec_mve_linear_add" : "edgec_qs8_linear_add",
          header: isMVE ? "mve_linear" : "quantized_linear",
          [.input(0), .input(1), .output(0)] + numbers.map { .int($0) })
      ], inPlaceInputs: [a, b].indices.filter { [a, b][$0].shape == y.shape })
  }
}

/// The way of two operands to a common scale and from there to the result's.
private struct ArithmeticScaling {
  let first: FixedPointMultiplier
  let second: FixedPointMultiplier
  let last: FixedPointMultiplier

  init(_ left: Float, _ right: Float, to result: Float, _ element: ElementType) {
    let spare = element == .int16 ? 15 : 20
    let common = Double(2 * max(left, right))
    first = FixedPointMultiplier(Double(left) / common)
    second = FixedPointMultiplier(Double(right) / common)
    last = FixedPointMultiplier(common / Double(Float(1 << spare) * result))
  }
}

extension CComputation {
  /// A kernel of `quantized_binary.h`, with zero points and factors of both operands and the result.
  static func quantizedBinary(
    _ name: String, _ node: CNode, _ rounding: RequantizationRounding,
    left: (zeroPoint: Int, factor: FixedPointMultiplier),
    right: (zeroPoint: Int, factor: FixedPointMultiplier),
    result: (zeroPoint: Int, factor: FixedPointMultiplier), _ range: IntegerRange
  ) throws -> CComputation {
    try rounding.requireTwice()
    let y = node.outputs[0]
    let operands = [left, right, result].flatMap { [$0.zeroPoint] + $0.factor.kernelFactor }
    let scales = (operands + range.kernelLimits(y.element)).map { Int32(clamping: $0) }
    return try .binary(
      "edgec_\(try y.quantizedKernelType())_\(name)", header: "quantized_binary", node,
      extra: [.constant(CConstant(Tensor([scales.count], scales), name: "scales"))])
  }
}
