import EdgeC
import EdgeIR

extension AveragePool: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], geometry.rank == 2 else {
      throw CRefusal("kernels pool quantized images of 2 spatial axes, got \(geometry.rank)")
    }
    let y = node.outputs[0]
    guard min(geometry.kernel[0], x.shape[1]) * min(geometry.kernel[1], x.shape[2]) < 1 << 16 else {
      throw CRefusal("kernels take the mean of fewer than 2^16 quantized numbers, got \(geometry)")
    }
    let sizes =
      x.shape + y.shape[1...2] + geometry.kernel + geometry.strides + geometry.dilations + geometry.padsBegin
      + y.integerRange(activation).kernelLimits(y.element)
    return CComputation(calls: [
      CCall(
        "edgec_\(try x.quantizedKernelType())_average_pool2d", header: "quantized_pool2d",
        [.input(0), .output(0)] + sizes.map { .int($0) })
    ])
  }
}
