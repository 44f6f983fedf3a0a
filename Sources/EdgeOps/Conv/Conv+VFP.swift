import EdgeC
import EdgeIR

/// Float kernels for Arm's scalar floating point unit.
extension Conv {
  /// Any window, one group.
  func productForVFP(_ layer: FloatProductLayer, _ node: CNode) throws -> CComputation {
    guard groups == 1, let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("needs one group, got \(groups)")
    }
    let window = geometry(weights)
    if window.kernel == [1, 1], strides == [1, 1], !window.hasPadding, layer.inputs % 4 == 0 {
      return layer.fullyConnectedForVFP()
    }
    return layer.convolutionForVFP(x.shape + node.outputs[0].shape.dropFirst() + windowSizes(window))
  }

  /// 3x3, one image a channel.
  func depthwiseForVFP(_ layer: FloatProductLayer, _ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1], isDepthwise(weights) else {
      throw CRefusal("needs a depthwise convolution")
    }
    let window = geometry(weights)
    let y = node.outputs[0]
    guard window.kernel == [3, 3], dilations == [1, 1], layer.outputs == groups, groups % 4 == 0 else {
      throw CRefusal(
        "needs undilated 3x3 windows and a multiple of 4 channels, got \(window), \(groups) channels")
    }
    let columns = (y.shape[2] - 1) * strides[1] + 3
    let sizes = x.shape + y.shape[1...2] + strides + window.padsBegin
    return CComputation(
      calls: [
        CCall(
          "edgec_vfp_depthwise_conv2d_3x3", header: "vfp_depthwise_conv2d",
          [.input(0), layer.packedTaps(width: 4), .output(0), .scratch()] + sizes.map { .int($0) }
            + layer.limits)
      ], scratchBytes: 4 * 3 * columns * groups,
      inPlaceInputs: strides == [1, 1] && x.shape == y.shape ? [0] : [])
  }
}

extension FloatProductLayer {
  /// `EDGEC_VFP_PANEL` of `vfp_product.h`.
  private static let panelForVFP = 256

  private var paddedInputs: Int { (inputs + 3) / 4 * 4 }

  private var packedForVFP: CArgument {
    packed(
      width: 8,
      panels: stride(from: 0, to: paddedInputs, by: Self.panelForVFP).map {
        $0..<min($0 + Self.panelForVFP, paddedInputs)
      })
  }

  /// An estimate of the instructions of `productForVFP` and its kin.
  var instructionsForVFP: Int {
    saturatingProduct(products(inputsRoundedTo: 4, outputsRoundedTo: 8), 9) / 8 + 2 * positions * inputs
  }

  /// Rows of the input times the weights; `inputs` is a multiple of 4.
  func fullyConnectedForVFP() -> CComputation {
    CComputation(calls: [
      CCall(
        "edgec_vfp_fully_connected", header: "vfp_product",
        [.input(0), packedForVFP, .output(0), .int(positions), .int(inputs), .int(outputs)] + limits)
    ])
  }

  /// - Parameter sizes: batch, ih, iw, ic, oh, ow, oc, kernel, strides, dilations, pads at the top and left.
  func convolutionForVFP(_ sizes: [Int]) -> CComputation {
    CComputation(
      calls: [
        CCall(
          "edgec_vfp_conv2d", header: "vfp_conv2d",
          [.input(0), packedForVFP, .output(0), .scratch()] + sizes.map { .int($0) } + limits)
      ], scratchBytes: 4 * 2 * paddedInputs)
  }
}
