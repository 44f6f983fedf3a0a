import EdgeC
import EdgeIR

extension Conv: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a convolution needs an image and weights")
    }
    guard x.quantization != nil else {
      throw CRefusal("no kernel convolves float images with quantized weights")
    }
    guard strides.count == 2 else {
      throw CRefusal("kernels convolve quantized images of 2 spatial axes, got \(strides.count)")
    }
    let y = node.outputs[0]
    let window = geometry(weights)
    let product = try IntegerProductInC(node, activation, rounding, hasPadding: window.hasPadding)
    func call(_ name: String, weights: CArgument = .input(1), _ sizes: [Int]) -> CComputation {
      CComputation(calls: [
        CCall(
          "edgec_\(product.type)_\(name)", header: "quantized_\(name)",
          [.input(0), weights, product.bias, .output(0)] + sizes.map { .int($0) } + product.tail)
      ])
    }
    let windowSizes = window.kernel + window.strides + window.dilations + window.padsBegin
    if isDepthwise(weights), let packed = depthwiseWeights(node) {
      let sizes = x.shape + [weights.shape[0] / groups] + y.shape[1...2]
      return call("depthwise_conv2d", weights: packed, sizes + windowSizes)
    }
    if window.kernel == [1, 1], strides == [1, 1], groups == 1, !window.hasPadding {
      return call("fully_connected", [x.shape[..<3].reduce(1, *), x.shape[3], y.shape[3]])
    }
    return call("conv2d", x.shape + y.shape.dropFirst() + windowSizes + [groups])
  }
}
