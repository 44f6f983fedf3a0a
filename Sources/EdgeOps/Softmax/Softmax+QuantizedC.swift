import EdgeC
import EdgeIR

extension Softmax: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    try rounding.requireTwice()
    guard let x = node.inputs[0] else { throw CRefusal("an operand is missing") }
    guard axis == x.rank - 1 else { throw CRefusal("kernels have softmax along the last axis only") }
    let count = x.shape[axis]
    let rows = x.elementCount / max(count, 1)
    if logarithmic { return try logarithms(x, rows, count) }
    if x.element == .int16 { return try wide(x, rows, count) }
    guard count < 4096 else {
      throw CRefusal("kernels have softmax over fewer than 4096 positions, got \(x)")
    }
    let exponentials = DifferenceExponential(try x.activation(.int8, .uint8).scale)
    let powers = (0..<256).map { exponentials(-$0) }.prefix { $0 != nil }.compactMap { $0 }
    let types = "\(try x.quantizedKernelType())_softmax_\(try node.outputs[0].quantizedKernelType())"
    return CComputation(calls: [
      CCall(
        "edgec_\(types)", header: "quantized_softmax",
        [
          .input(0), .constant(CConstant(Tensor([powers.count], powers), name: "powers")),
          .int(powers.count), .output(0), .int(rows), .int(count),
        ])
    ])
  }

  private func logarithms(_ x: TensorType, _ rows: Int, _ count: Int) throws -> CComputation {
    let softmax = NarrowLogSoftmax(scale: try x.activation(.int8).scale)
    let exponentials = softmax.exponentials
    func table(_ name: String, _ value: (Int) -> Int32) -> CArgument {
      .constant(CConstant(Tensor([256], (0..<256).map { value(-$0) }), name: name))
    }
    let sizes = [rows, count, max(exponentials.lowest - 1, -256)] + softmax.inverse.kernelFactor
    return CComputation(
      calls: [
        CCall(
          "edgec_qs8_log_softmax", header: "quantized_softmax",
          [
            .input(0), table("shares") { roundingShiftRight(exponentials($0) ?? 0, 12) },
            table("differences") { exponentials.multiplier.multiply(Int32($0), rounding: .twice) },
            .output(0),
          ] + sizes.map { .int($0) })
      ], inPlaceInputs: [0])
  }

  private func wide(_ x: TensorType, _ rows: Int, _ count: Int) throws -> CComputation {
    guard count <= 1 << 16 else {
      throw CRefusal("kernels have softmax over at most 2^16 positions, got \(x)")
    }
    let multiplier = WideSoftmax(scale: try x.activation(.int16).scale).multiplier
    func table(_ table: InterpolatedTable, _ name: String) -> CArgument {
      .constant(CConstant(Tensor([table.values.count], table.values), name: name))
    }
    return CComputation(
      calls: [
        CCall(
          "edgec_qs16_softmax", header: "quantized_wide",
          [
            .input(0), .output(0), .int(rows), .int(count), table(WideSoftmax.exponential, "exponential"),
            table(WideSoftmax.reciprocal, "reciprocal"),
          ] + multiplier.kernelFactor.map { .int($0) })
      ], inPlaceInputs: [0])
  }
}
