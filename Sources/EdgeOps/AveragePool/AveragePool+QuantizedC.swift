import EdgeC
import EdgeIR

extension AveragePool: IntegerVariantLowering {
  public func integerVariantsInC(_ node: CNode, _ rounding: RequantizationRounding) throws -> KernelVariants {
    let (read, written) = (node.inputs[0]?.elementCount ?? 0, node.outputs[0].elementCount)
    let taps = geometry.kernel.reduce(1, *)
    let portable = KernelOffer("portable", instructions: written * (taps * 5 + 30)) { try pool(node) }
    switch node.target.instructions {
    case .portable, .simd: return try KernelVariants([portable])
    case .mve:
      let mean = KernelOffer("mve mean", instructions: read / 2 + written * 10) { try mveMean(node) }
      return try KernelVariants([mean, portable])
    case .dsp:
      let dsp = KernelOffer("dsp", instructions: written * (taps * 3 / 2 + 25), codeBytes: 500) {
        guard let x = node.inputs[0], x.element == .int8, x.shape.last.map({ $0 % 4 == 0 }) ?? false else {
          throw CRefusal("needs int8 and a multiple of 4 channels")
        }
        guard taps <= 256 else { throw CRefusal("needs at most 256 taps, got \(taps)") }
        return try pool(node, name: "edgec_dsp_average_pool2d", header: "dsp_pool")
      }
      return try KernelVariants([dsp, portable])
    }
  }

  /// By the portable kernel, or one with its parameters.
  private func pool(
    _ node: CNode, name: String? = nil, header: String = "quantized_pool2d"
  ) throws -> CComputation {
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
    let portable = "edgec_\(try x.quantizedKernelType())_average_pool2d"
    return CComputation(calls: [
      CCall(
        name ?? portable, header: header, [.input(0), .output(0)] + sizes.map { .int($0) })
    ])
  }
}
