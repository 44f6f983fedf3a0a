import EdgeC
import EdgeIR

extension Quantize: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], x.element == .float32 || x.element == .int32,
      let source = x.element.kernelType, node.inputs[1]?.element == .float32,
      let type = element.kernelType, element != .uint32
    else { throw CRefusal("kernels quantize float32 or int32 by float32 to at most 32 signed bits") }
    let zeroPoint: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    let sizes = layout.kernelSizes(x) + [layout.blockSize ?? 0]
    return CComputation(calls: [
      CCall(
        "edgec_\(source)_quantize_linear_\(type)", header: "quantize",
        [.input(0), .input(1), zeroPoint, .output(0)] + sizes.map { .int($0) })
    ])
  }
}
