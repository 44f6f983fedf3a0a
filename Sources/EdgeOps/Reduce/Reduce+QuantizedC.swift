import EdgeC
import EdgeIR

extension Reduce: IntegerVariantLowering {
  public func integerVariantsInC(_ node: CNode, _ rounding: RequantizationRounding) throws -> KernelVariants {
    let (read, written) = (node.inputs[0]?.elementCount ?? 0, node.outputs[0].elementCount)
    let portable = KernelOffer("portable", instructions: read * 5 + written * 50) {
      try reduction(node, rounding)
    }
    switch node.target.instructions {
    case .portable, .simd, .mve: return try KernelVariants([portable])
    case .dsp:
      let dsp = KernelOffer("dsp", instructions: read * 3 / 2 + written * 50, codeBytes: 400) {
        try dspReduction(node, rounding)
      }
      return try KernelVariants([dsp, portable])
    }
  }

  /// By the kernel for channels-last images, which has the parameters of the portable one for a run of axes.
  private func dspReduction(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    var computation = try reduction(node, rounding)
    guard node.inputs[0]?.element == .int8, let call = computation.calls.first,
      call.function == "edgec_qs8_reduce_sum", case .int(let inner) = call.arguments[4], inner % 4 == 0
    else { throw CRefusal("needs int8 and a multiple of 4 channels") }
    computation.calls = [CCall("edgec_dsp_reduce_sum", header: "dsp_pool", call.arguments)]
    return computation
  }

  private func reduction(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], kind == .mean else {
      throw CRefusal("no kernel has the \(kind.rawValue) of quantized integers")
    }
    let y = node.outputs[0]
    let (scale, zeroPoint) = try x.activation(.int8, .uint8, .int16)
    let result = try y.activation(x.element)
    let count = axes.reduce(1) { $0 * x.shape[$1] }
    let multiplier = FixedPointMultiplier(Double(scale) / Double(result.scale)).divided(by: count)
    let start = Int(Int32(truncatingIfNeeded: -zeroPoint * count))
    let numbers = [start, rounding.kernelRule(isWide: false)] + multiplier.kernelFactor
    let tail: [CArgument] =
      numbers.map { .int($0) } + [.double(rounding == .real ? multiplier.kernelReal : 0)]
      + ([result.zeroPoint] + IntegerRange(of: y.element).kernelLimits(y.element)).map { .int($0) }
    let function = "edgec_\(try x.quantizedKernelType())_reduce_sum"
    let kept = StridedCopy(reducing: x.shape, along: axesKept(x.shape))
    let reduced = StridedCopy(reducing: x.shape, along: axes)
    if reduced.dims.count == 1, reduced.dims[0] > 0 {
      let (length, inner) = (reduced.dims[0], max(reduced.strides[0], 1))
      let sizes = [x.elementCount / (length * inner), length, inner]
      return CComputation(calls: [
        CCall(function, header: "quantized_reduce", [.input(0), .output(0)] + sizes.map { .int($0) } + tail)
      ])
    }
    guard kept.dims.count <= cRankLimit, reduced.dims.count <= cRankLimit else {
      throw CRefusal("kernels reduce tensors of at most \(cRankLimit) kept and reduced axes")
    }
    return CComputation(calls: [
      CCall(
        "\(function)_strided", header: "quantized_reduce",
        [
          .input(0), .output(0), .int(kept.dims.count), .integers(kept.dims), .integers(kept.strides),
          .int(reduced.dims.count), .integers(reduced.dims), .integers(reduced.strides),
        ] + tail)
    ])
  }
}
