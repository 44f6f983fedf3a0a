import EdgeC
import EdgeIR

extension MatMul: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let a = node.inputs[0], let b = node.inputs[1] else {
      throw CRefusal("a product needs two operands")
    }
    let y = node.outputs[0]
    let (first, second) = (try a.activation(.int8, .int16), try b.activation(.int8, .int16))
    let result = try y.activation(a.element)
    let isMixed = a.element != b.element
    let type = try a.quantizedKernelType() + (isMixed ? "_\(try b.quantizedKernelType())" : "")
    let multiplier = FixedPointMultiplier(
      Double(first.scale) * Double(second.scale) / Double(result.scale))
    let (left, right) = (matrix(a, transposesA), matrix(b, transposesB))
    let batch = batch(a, b, y)
    let sizes = [
      left.rows, left.columns, right.columns, left.rowStride, left.columnStride, right.rowStride,
      right.columnStride, first.zeroPoint, second.zeroPoint,
    ]
    let rule = [rounding.kernelRule(isWide: a.element == .int16)] + multiplier.kernelFactor
    let limits = [result.zeroPoint] + IntegerRange(of: y.element).kernelLimits(y.element)
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_matmul", header: "quantized_matmul",
        [
          .input(0), .input(1), .output(0), .int(batch.dims.count), .integers(batch.dims), .integers(batch.a),
          .integers(batch.b),
        ] + (sizes + rule).map { .int($0) } + [.double(rounding == .real ? multiplier.kernelReal : 0)]
          + limits.map { .int($0) })
    ])
  }
}
