import EdgeC
import EdgeIR

extension Conv: CVariantLowering {
  public func variantsInC(_ node: CNode) throws -> KernelVariants {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a convolution needs an image and weights")
    }
    let window = geometry(weights)
    guard x.element == .float32, strides.count == 2 else {
      return try KernelVariants(.convolution("conv", node, window, groups: groups, activation))
    }
    let work = multiplyAccumulates(inputs: node.inputs, outputs: node.outputs)
    let portable = KernelOffer("portable", instructions: saturatingProduct(work, 5)) {
      portableImages(x, weights, node)
    }
    return try KernelVariants(packedOffers(node, work) + [portable])
  }

  /// Kernels that read weights in an order of their own.
  private func packedOffers(_ node: CNode, _ work: Int) -> [KernelOffer] {
    guard let layer = try? FloatProductLayer(node, activation) else { return [] }
    switch node.target.instructions {
    case .portable: return []
    case .simd:
      return [
        KernelOffer("vectors", instructions: layer.instructionsInVectors) {
          try productInVectors(layer, node)
        },
        KernelOffer("vectors depthwise", instructions: work / 3) { try depthwiseInVectors(layer, node) },
      ]
    case .dsp, .mve:
      return [
        KernelOffer("vfp 2x8", instructions: layer.instructionsForVFP) { try productForVFP(layer, node) },
        KernelOffer("vfp depthwise 3x3", instructions: saturatingProduct(work, 2)) {
          try depthwiseForVFP(layer, node)
        },
      ]
    }
  }

  private func portableImages(_ x: TensorType, _ weights: TensorType, _ node: CNode) -> CComputation {
    let y = node.outputs[0]
    let window = geometry(weights)
    let bias: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    let limits: [CArgument] = [
      .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
    ]
    if isDepthwise(weights), let packed = depthwiseWeights(node) {
      let sizes = [
        x.shape[0], x.shape[1], x.shape[2], x.shape[3], weights.shape[0] / groups, y.shape[1], y.shape[2],
      ]
      return CComputation(calls: [
        CCall(
          "edgec_f32_depthwise_conv2d", header: "depthwise_conv2d",
          [.input(0), packed, bias, .output(0)] + (sizes + windowSizes(window)).map { .int($0) } + limits)
      ])
    }
    if window.kernel == [1, 1], strides == [1, 1], groups == 1, !window.hasPadding {
      let pixels = x.shape[0] * x.shape[1] * x.shape[2]
      return CComputation(calls: [
        CCall(
          "edgec_f32_conv2d_1x1", header: "conv2d",
          [.input(0), .input(1), bias, .output(0), .int(pixels), .int(x.shape[3]), .int(y.shape[3])] + limits)
      ])
    }
    let sizes = x.shape + y.shape.dropFirst() + windowSizes(window) + [groups]
    return CComputation(calls: [
      CCall(
        "edgec_f32_conv2d", header: "conv2d",
        [.input(0), .input(1), bias, .output(0)] + sizes.map { .int($0) } + limits)
    ])
  }

  /// Kernel, strides, dilations, pads at the top and left: the order all window kernels take them in.
  func windowSizes(_ window: WindowGeometry) -> [Int] {
    window.kernel + window.strides + window.dilations + window.padsBegin
  }

  /// The depthwise kernel reads weights as `[kh, kw, O]`; nil when they are computed at run time.
  func depthwiseWeights(_ node: CNode) -> CArgument? {
    guard let tensor = node.constants[1] else { return nil }
    let (outputs, height, width) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let packed = gatherElements(
      tensor, shape: [height, width, outputs], strides: [width, 1, height * width])
    return .constant(CConstant(packed, name: "weights"))
  }
}

extension CComputation {
  /// A kernel of `conv.h`, for any number of spatial axes.
  static func convolution(
    _ kernel: String, _ node: CNode, _ window: WindowGeometry, groups: Int, _ activation: Clamp?
  ) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("kernels convolve float32 and float64", hint: "convert the model to float32")
    }
    let y = node.outputs[0]
    let bias: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    let sizes = [x.shape[0], x.shape[x.rank - 1], y.shape[y.rank - 1], groups]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_\(kernel)", header: "conv",
        [.input(0), .input(1), bias, .output(0)] + sizes.map { .int($0) }
          + (try window.arguments(x.shape, y.shape)) + [
            .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
          ])
    ])
  }
}

extension WindowGeometry {
  /// The arguments of kernels that take any number of spatial axes: their number, the sizes of both images, kernel,
  /// strides, dilations, pads at the beginning.
  func arguments(_ x: [Int], _ y: [Int]) throws -> [CArgument] {
    guard rank <= cRankLimit else {
      throw CRefusal("kernels take at most \(cRankLimit) spatial axes, got \(rank)")
    }
    return [.int(rank)]
      + [
        Array(x.dropFirst().dropLast()), Array(y.dropFirst().dropLast()), kernel, strides, dilations,
        padsBegin,
      ]
      .map { .integers($0) }
  }
}
