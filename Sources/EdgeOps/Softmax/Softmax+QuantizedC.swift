import EdgeC
import EdgeIR

extension Softmax: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    try rounding.requireTwice()
    guard let x = node.inputs[0], x.element.sizeInBytes == 1 else {
      throw CRefusal("kernels have softmax of 8-bit integers")
    }
    let count = x.shape[axis]
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
          .int(powers.count), .output(0), .int(x.elementCount / max(count, 1)), .int(count),
        ])
    ])
  }
}
