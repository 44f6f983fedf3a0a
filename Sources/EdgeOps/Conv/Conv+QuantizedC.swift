import EdgeC
import EdgeIR

extension Conv: IntegerVariantLowering {
  public func integerVariantsInC(_ node: CNode, _ rounding: RequantizationRounding) throws -> KernelVariants {
    let offers: [KernelOffer] =
      switch node.target.instructions {
      case .portable: []
      case .dsp: dspOffers(node, rounding)
      case .simd: vectorOffers(node, rounding)
      case .mve: mveOffers(node, rounding)
      }
    let products =
      node.outputs[0].elementCount * (node.inputs[1].map { $0.elementCount / max($0.shape[0], 1) } ?? 0)
    let cost = groups > 1 ? 17 : 6
    let portable = KernelOffer(
      "portable", instructions: products * cost + node.outputs[0].elementCount * 30
    ) {
      try lowerPortably(node, rounding)
    }
    return try KernelVariants(offers + [portable])
  }

  private func lowerPortably(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a convolution needs an image and weights")
    }
    guard strides.count == 2 else {
      throw CRefusal("kernels convolve quantized images of 2 spatial axes, got \(strides.count)")
    }
    if x.quantization == nil { return try hybrid(x, weights, node) }
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

  /// Float images under quantized weights.
  private func hybrid(_ x: TensorType, _ weights: TensorType, _ node: CNode) throws -> CComputation {
    guard let scales = weights.quantization, weights.elementCount / max(weights.shape[0], 1) < 1 << 16 else {
      throw CRefusal("kernels sum fewer than 2^16 products of integers, got weights \(weights)")
    }
    let window = geometry(weights)
    let bias: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    let table = CConstant(Tensor([scales.scales.count], scales.scales), name: "scales")
    let sizes =
      x.shape + node.outputs[0].shape.dropFirst() + window.kernel + window.strides + window.dilations
      + window.padsBegin
    return CComputation(
      calls: [
        CCall(
          "edgec_f32_hybrid_conv2d", header: "hybrid_conv2d",
          [
            .input(0), .input(1), .constant(table), .int(scales.axis == nil ? 0 : 1), bias, .output(0),
            .scratch(),
          ]
            + sizes.map { .int($0) }
            + [.float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity)])
      ], scratchBytes: x.shape.dropFirst().reduce(1, *))
  }
}
