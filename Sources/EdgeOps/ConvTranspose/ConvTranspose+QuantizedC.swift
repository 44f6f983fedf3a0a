import EdgeC
import EdgeIR

extension ConvTranspose: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a transposed convolution needs an image and weights")
    }
    guard isTransposeConv, pads.allSatisfy({ $0 >= 0 }) else {
      throw CRefusal("kernels of quantized images take two spatial axes, one group, no dilation, pads >= 0")
    }
    let product = try IntegerProductInC(node, activation, rounding, hasPadding: true)
    let sizes =
      x.shape + node.outputs[0].shape.dropFirst() + geometry(weights).kernel + strides + pads
    return CComputation(calls: [
      CCall(
        "edgec_\(product.type)_conv_transpose2d", header: "quantized_conv_transpose2d",
        [.input(0), .input(1), product.bias, .output(0)] + sizes.map { .int($0) } + product.tail)
    ])
  }
}
