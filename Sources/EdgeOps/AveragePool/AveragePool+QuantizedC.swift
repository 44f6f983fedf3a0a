import EdgeC
import EdgeIR

extension AveragePool: IntegerVariantLowering {
  public func integerVariantsInC(_ node: CNode, _ rounding: RequantizationRounding) throws -> KernelVariants {
    let (read, written) = (node.inputs[0]?.elementCount ?? 0, node.outputs[0].elementCount)
    let portable = KernelOffer("portable", instructions: read * 5 + written * 30) { try pool(node) }
    switch node.target.instructions {
    case .mve:
      let mean = KernelOffer("mve mean", instructions: read / 2 + written * 10) { try mveMean(node) }
      return try KernelVariants([mean, portable])
    case .portable, .simd, .dsp: return try KernelVariants([portable])
    }
  }

  private func pool(_ node: CNode) throws -> CComputation {
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
