import EdgeC
import EdgeIR

extension Dequantize: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], node.outputs[0].element == .float32, let type = x.element.kernelType,
      x.element != .uint32
    else { throw CRefusal("kernels dequantize at most 32 signed bits to float32") }
    let zeroPoint: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    let sizes = layout.kernelSizes(x) + [layout.blockSize ?? 0]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_dequantize_linear", header: "quantize",
        [.input(0), .input(1), zeroPoint, .output(0)] + sizes.map { .int($0) })
    ])
  }
}
