import EdgeC
import EdgeIR

extension DeformConv: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1], let type = x.element.kernelType else {
      throw CRefusal("kernels convolve float32 and float64", hint: "convert the model to float32")
    }
    let y = node.outputs[0]
    func optional(_ index: Int) -> CArgument {
      node.inputs.count > index && node.inputs[index] != nil ? .input(index) : .null
    }
    let sizes = [x.shape[0], x.shape[x.rank - 1], y.shape[y.rank - 1], groups, offsetGroups]
    return CComputation(
      calls: [
        CCall(
          "edgec_\(type)_deform_conv", header: "deform_conv",
          [.input(0), .input(1), .input(2), optional(3), optional(4), .output(0), .scratch()]
            + sizes.map { .int($0) }
            + (try convolution.geometry(weights).arguments(x.shape, y.shape)))
      ], scratchBytes: x.shape[x.rank - 1] * x.element.sizeInBytes)
  }
}
