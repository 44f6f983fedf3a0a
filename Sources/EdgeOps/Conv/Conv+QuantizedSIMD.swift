import EdgeC
import EdgeIR

extension Conv {
  /// Kernels for int8 in vectors, for hosts.
  func vectorOffers(_ node: CNode, _ rounding: RequantizationRounding) -> [KernelOffer] {
    guard let x = node.inputs[0], let weights = node.inputs[1], strides.count == 2, x.rank == 4 else {
      return []
    }
    let window = geometry(weights)
    if window.kernel == [1, 1], strides == [1, 1], !window.hasPadding, groups == 1 {
      return vectorMatrixOffers(node, activation, rounding)
    }
    let y = node.outputs[0]
    let work = multiplyAccumulates(inputs: node.inputs, outputs: node.outputs)
    let sizes =
      y.shape[1...2] + (isDepthwise(weights) ? [] : [y.shape[3]]) + window.kernel + strides + dilations
      + padsBegin
    let numbers = window.extent(0) * ((y.shape[2] - 1) * strides[1] + window.extent(1)) * x.shape[3]
    func computation(
      _ layer: IntegerProductLayer, _ kernel: String, _ packed: CArgument
    ) throws -> CComputation {
      guard rounding != .real else { throw CRefusal("needs factors in fixed point") }
      let ends: [CArgument] = [.int(layer.inputZeroPoint), .int(rounding.kernelRule(isWide: false))]
      return CComputation(
        calls: [
          CCall(
            "edgec_simd_qs8_\(kernel)", header: "simd_quantized_\(kernel)",
            [.input(0), packed, layer.tableInVectors(), .output(0), .scratch()]
              + (x.shape + sizes).map { .int($0) } + ends + layer.outputInVectors)
        ], scratchBytes: 2 * (numbers + 16),
        inPlaceInputs: isDepthwise(weights) && strides == [1, 1] && x.shape == y.shape ? [0] : [])
    }
    if isDepthwise(weights) {
      return [
        KernelOffer("vectors depthwise", instructions: work / 2) {
          guard weights.shape[0] == groups else { throw CRefusal("needs one output for each channel") }
          let layer = try IntegerProductLayer(node, activation, rounding)
          return try computation(layer, "depthwise_conv2d", layer.tapsInVectors())
        }
      ]
    }
    return [
      KernelOffer("vectors", instructions: work / 6) {
        let runs = dilations[1] == 1 ? window.kernel[0] : window.kernel[0] * window.kernel[1]
        guard groups == 1, runs <= 64 else {
          throw CRefusal("needs one group and at most 64 runs of taps, got \(groups) and \(runs)")
        }
        let layer = try IntegerProductLayer(node, activation, rounding)
        return try computation(layer, "conv2d", layer.pairsInVectors(run: layer.taps / runs))
      }
    ]
  }
}

/// Products of rows with a constant matrix in vectors: fully connected layers, and convolutions with windows of one pixel.
func vectorMatrixOffers(
  _ node: CNode, _ activation: Clamp?, _ rounding: RequantizationRounding
) -> [KernelOffer] {
  guard let x = node.inputs[0], let depth = x.shape.last, depth > 0 else { return [] }
  let rows = x.elementCount / depth
  return [
    KernelOffer("vectors", instructions: saturatingProduct(node.outputs[0].elementCount, depth) / 6) {
      let layer = try IntegerProductLayer(node, activation, rounding)
      return CComputation(
        calls: [
          CCall(
            "edgec_simd_qs8_fully_connected", header: "simd_quantized_product",
            [.input(0), layer.pairsInVectors(run: depth), layer.tableInVectors(), .output(0), .scratch()]
              + [rows, depth, layer.channels, layer.inputZeroPoint, rounding.kernelRule(isWide: false)].map {
                .int($0)
              }
              + [layer.factorsInVectors()] + layer.outputInVectors)
        ], scratchBytes: 2 * min(rows, 12) * (depth + depth % 2))
    }
  ]
}
