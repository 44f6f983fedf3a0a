import EdgeC
import EdgeIR

/// Float kernels in vectors, for hosts.
extension Conv {
  /// Any window, one group.
  func productInVectors(_ layer: FloatProductLayer, _ node: CNode) throws -> CComputation {
    guard groups == 1, let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("needs one group, got \(groups)")
    }
    let window = geometry(weights)
    if window.kernel == [1, 1], strides == [1, 1], !window.hasPadding {
      return layer.fullyConnectedInVectors()
    }
    let (height, width) = (window.kernel[0], window.kernel[1])
    let runs = dilations[1] == 1 ? height : height * width
    guard runs <= 64 else { throw CRefusal("needs at most 64 runs of taps in a window, got \(runs)") }
    let y = node.outputs[0]
    let sizes = x.shape + y.shape.dropFirst() + windowSizes(window)
    return CComputation(
      calls: [
        CCall(
          "edgec_simd_conv2d", header: "simd_conv2d",
          [.input(0), layer.packedInVectors(run: layer.inputs / runs), .output(0), .scratch()]
            + sizes.map { .int($0) } + layer.limits)
      ], scratchBytes: ringBytes(window, x, y))
  }

  /// One image a channel.
  func depthwiseInVectors(_ layer: FloatProductLayer, _ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1], isDepthwise(weights), layer.outputs == groups,
      let packed = depthwiseWeights(node)
    else { throw CRefusal("needs a depthwise convolution with one output for each channel") }
    let window = geometry(weights)
    let y = node.outputs[0]
    let bias: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    let sizes = x.shape + y.shape[1...2] + windowSizes(window)
    return CComputation(
      calls: [
        CCall(
          "edgec_simd_depthwise_conv2d", header: "simd_depthwise_conv2d",
          [.input(0), packed, bias, .output(0), .scratch()] + sizes.map { .int($0) } + layer.limits)
      ], scratchBytes: ringBytes(window, x, y),
      inPlaceInputs: strides == [1, 1] && x.shape == y.shape ? [0] : [])
  }

  /// What the padded rows take that a row of the output needs.
  private func ringBytes(_ window: WindowGeometry, _ x: TensorType, _ y: TensorType) -> Int {
    4 * window.extent(0) * ((y.shape[2] - 1) * strides[1] + window.extent(1)) * x.shape[3]
  }
}

extension FloatProductLayer {
  /// `EDGEC_SIMD_PANEL` of `simd_product.h`.
  private static let panelInVectors = 512

  /// An estimate of the instructions of `productInVectors` and its kin.
  var instructionsInVectors: Int { products(outputsRoundedTo: 16) / 6 + positions * outputs }

  /// - Parameter run: how many inputs lie side by side. A panel is some runs, or a part of one.
  func packedInVectors(run: Int) -> CArgument {
    let part = min(run, Self.panelInVectors)
    let runs = Self.panelInVectors / part
    var panels: [Range<Int>] = []
    for first in stride(from: 0, to: inputs, by: runs * run) {
      let end = min(first + runs * run, inputs)
      // Where a run is larger than a panel there is one run.
      panels += stride(from: first, to: end, by: run == part ? end - first : part).map {
        $0..<(run == part ? end : min($0 + part, end))
      }
    }
    return packed(width: 16, panels: panels)
  }

  /// Rows of the input times the weights.
  func fullyConnectedInVectors() -> CComputation {
    CComputation(calls: [
      CCall(
        "edgec_simd_fully_connected", header: "simd_product",
        [.input(0), packedInVectors(run: inputs), .output(0), .int(positions), .int(inputs), .int(outputs)]
          + limits)
    ])
  }
}
