import EdgeC
import EdgeIR

extension Quantize: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], x.element == .float32, node.inputs[1]?.element == .float32,
      let type = element.kernelType, element != .uint32
    else { throw CRefusal("kernels quantize float32 to at most 32 signed bits") }
    guard let sizes = layout.kernelSizes(x) else { throw CRefusal("no kernel quantizes in blocks") }
    let zeroPoint: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    return CComputation(calls: [
      CCall(
        "edgec_f32_quantize_linear_\(type)", header: "quantize",
        [.input(0), .input(1), zeroPoint, .output(0)] + sizes.map { .int($0) })
    ])
  }
}
