import EdgeC
import EdgeIR

/// Kernels for Armv8.1-M MVE. Estimates are counts of instructions.
extension Conv {
  /// What an MVE kernel of a convolution needs to know.
  struct MVEGeometry {
    let x: [Int]
    let y: [Int]
    let kernel: [Int]
    let strides: [Int]
    let pads: [Int]

    var pixels: Int { y[1] * y[2] }
    var steps: Int { MVEWeights.vectors(kernel[0] * kernel[1] * x[3]) }
    /// Rows of x under a row of windows, and the windows of some rows.
    func copyBytes(rows: Int) -> Int {
      let strip = kernel[0] * (strides[1] * (y[2] - 1) + kernel[1]) * x[3]
      return (strip + 31) / 16 * 16 + 16 * steps * y[2] * rows + 16
    }
  }

  func mveOffers(_ node: CNode, _ rounding: RequantizationRounding) -> [KernelOffer] {
    guard let x = node.inputs[0], let weights = node.inputs[1], strides.count == 2,
      dilations == [1, 1], x.shape[0] == 1 || weights.shape[1...2].allSatisfy({ $0 == 1 }),
      node.outputs[0].elementCount > 0, weights.elementCount > 0
    else { return [] }
    let shape = MVEGeometry(
      x: x.shape, y: node.outputs[0].shape, kernel: Array(weights.shape[1...2]), strides: strides,
      pads: padsBegin)
    func layer() throws -> IntegerProductLayer { try IntegerProductLayer(node, activation, rounding) }
    let outputs = node.outputs[0].elementCount
    if isDepthwise(weights) { return depthwiseOffers(shape, weights, outputs, layer) }
    guard groups == 1 else { return [] }
    let vectors = outputs * shape.steps
    return [
      KernelOffer("mve resident", instructions: outputs * 7 / 2 + 200) { try resident(shape, layer()) },
      KernelOffer("mve pointwise", instructions: vectors * 7 / 4 + outputs * 5 / 2 + 100) {
        try pointwise(shape, layer())
      },
      KernelOffer("mve 3x3", instructions: outputs * shape.x[3] * 9 / 10 + outputs * 3) {
        try conv3x3(shape, layer())
      },
      KernelOffer(
        "mve im2col",
        instructions: vectors * 7 / 4 + outputs * 3 + shape.pixels
          * (shape.kernel[0] * 5 + shape.steps * 2 + 6)
      ) { try imageToColumns(shape, layer()) },
      KernelOffer(
        "mve im2col deep",
        instructions: vectors * 17 / 8 + outputs * 4 + shape.pixels
          * (shape.kernel[0] * 5 + shape.steps * 2 + 40)
      ) { try deep(shape, layer()) },
    ]
  }

  func mveCall(_ name: String, header: String, _ arguments: [CArgument], scratch: Int = 0) -> CComputation {
    CComputation(
      calls: [CCall("edgec_mve_\(name)", header: "mve_\(header)", arguments)], scratchBytes: scratch)
  }

  private func requireWindowOfOnePixel(_ shape: MVEGeometry) throws {
    guard shape.kernel == [1, 1], !(padsBegin + padsEnd).contains(where: { $0 != 0 }) else {
      throw CRefusal("needs windows of one pixel")
    }
  }

  private func resident(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    try requireWindowOfOnePixel(shape)
    let rows = shape.x[0] * shape.pixels
    guard strides == [1, 1], [8, 16].contains(layer.taps), layer.channels % 4 == 0, layer.channels < 1 << 15,
      rows > 1
    else { throw CRefusal("needs 8 or 16 input channels, output channels in fours, stride 1") }
    return mveCall(
      "pointwise_small", header: "pointwise_small",
      [
        .input(0), try MVEWeights.small(layer).arguments[0], .output(0), .int(rows), .int(layer.taps),
        .int(layer.channels),
        .int(layer.zeroPoint),
      ])
  }

  /// One call, or where the stride skips pixels one for each row of the output.
  private func pointwise(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    try requireWindowOfOnePixel(shape)
    guard layer.taps % 16 == 0, layer.taps <= 256, layer.channels % 8 == 0 else {
      throw CRefusal(
        "needs input channels in sixteens up to 256 and output channels in eights, "
          + "got \(layer.taps) and \(layer.channels)")
    }
    let isDense = strides == [1, 1]
    guard isDense || (shape.x[0] == 1 && shape.y[1] <= 32) else {
      throw CRefusal("needs stride 1 where there are many rows")
    }
    let packed = try MVEWeights.pointwise(layer)
    let rows = isDense ? 1 : shape.y[1]
    let calls = (0..<rows).map { row in
      CCall(
        "edgec_mve_pointwise", header: "mve_pointwise",
        [
          .input(0, offset: row * strides[0] * shape.x[2] * layer.taps), .int(strides[1] * layer.taps),
          packed.arguments[0], packed.arguments[1], .output(0, offset: row * shape.y[2] * layer.channels),
          .int(layer.channels),
          .int(isDense ? shape.x[0] * shape.pixels : shape.y[2]), .int(layer.taps / 16), .int(layer.channels),
          packed.rounding,
          .int(layer.zeroPoint),
        ])
    }
    return CComputation(calls: calls)
  }

  private func conv3x3(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    guard shape.kernel == [3, 3], [[1, 1], [2, 2]].contains(strides), shape.x[3] % 16 == 0,
      layer.channels % 2 == 0, layer.channels < 1 << 14, shape.y[2] >= 4
    else { throw CRefusal("needs 3x3 windows, stride 1 or 2, input channels in sixteens, 4 columns") }
    let columns = strides[0] * (shape.y[2] - 1) + 3
    let band = min(strides[0] == 1 ? 4 : 2, shape.y[1])
    let packed = try MVEWeights.conv3x3(layer, inputChannels: shape.x[3])
    let sizes = shape.x[1...] + shape.y[1...] + [strides[0]] + shape.pads + [layer.inputZeroPoint]
    return mveCall(
      "conv3x3", header: "conv3x3",
      [.input(0)] + packed.arguments + [.output(0), .scratch()] + sizes.map { .int($0) }
        + [packed.rounding, .int(band)],
      scratch: (strides[0] * (band - 1) + 3) * columns * shape.x[3])
  }

  private func imageToColumns(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    guard shape.x[0] == 1, shape.steps <= 16, layer.channels % 8 == 0 else {
      throw CRefusal("needs windows of at most 256 elements and output channels in eights")
    }
    return columns("conv2d", shape, layer, try MVEWeights.pointwise(layer), rows: min(2, shape.y[1]))
  }

  private func deep(_ shape: MVEGeometry, _ layer: IntegerProductLayer) throws -> CComputation {
    guard shape.x[0] == 1 else { throw CRefusal("needs one image") }
    return columns("conv2d_deep", shape, layer, try MVEWeights.deep(layer), rows: 1)
  }

  private func columns(
    _ name: String, _ shape: MVEGeometry, _ layer: IntegerProductLayer, _ packed: MVEWeights, rows: Int
  ) -> CComputation {
    let sizes =
      shape.x[1...] + shape.y[1...] + shape.kernel + shape.strides + shape.pads + [layer.inputZeroPoint]
    return mveCall(
      name, header: "conv2d",
      [.input(0)] + packed.arguments + [.output(0), .scratch()] + sizes.map { .int($0) }
        + [packed.rounding, .int(layer.zeroPoint)],
      scratch: shape.copyBytes(rows: rows))
  }
}
