import EdgeC
import EdgeIR

extension Reduce: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
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
