import EdgeC
import EdgeIR

extension Conv {
  /// Kernels for the DSP extension of Cortex-M.
  func dspOffers(_ node: CNode, _ rounding: RequantizationRounding) -> [KernelOffer] {
    guard let weights = node.inputs[1], strides.count == 2, node.inputs[0]?.rank == 4 else { return [] }
    if isDepthwise(weights) { return dspDepthwiseOffers(node, rounding) }
    guard groups == 1 else { return [] }
    let window = geometry(weights)
    if window.kernel == [1, 1], strides == [1, 1], !window.hasPadding {
      return dspMatrixOffers(node, activation, rounding)
    }
    let y = node.outputs[0].shape
    let taps = window.kernel.reduce(1, *) * weights.shape[3]
    let estimate = DSPProductWeights.instructions(
      pixels: y[0] * y[1] * y[2], taps: taps, channels: y[3], tapCost: 3)
    return dspWinogradOffers(node, rounding) + [
      KernelOffer("dsp 3x2", instructions: estimate, codeBytes: 1500) {
        guard y[1] * y[2] >= 3 else { throw CRefusal("needs 3 output pixels, got \(y[1]) x \(y[2])") }
        let layer = try IntegerProductLayer(node, activation, rounding)
        let packed = try DSPProductWeights.pairs(layer)
        let sizes =
          (node.inputs[0]?.shape ?? []) + y[1...] + window.kernel + window.strides + window.dilations
          + window.padsBegin + [layer.inputZeroPoint, packed.form.rawValue]
        return CComputation(
          calls: [
            CCall(
              "edgec_dsp_conv2d", header: "dsp_conv2d",
              [.input(0), .constant(packed.constant), .output(0), .scratch()] + sizes.map { .int($0) })
          ], scratchBytes: (taps + 3) / 4 * 24 + taps)
      }
    ]
  }
}

/// Products of rows with a constant matrix, by kernels for the DSP extension of Cortex-M: fully connected layers, and
/// convolutions with windows of one pixel.
func dspMatrixOffers(
  _ node: CNode, _ activation: Clamp?, _ rounding: RequantizationRounding
) -> [KernelOffer] {
  guard let x = node.inputs[0], let depth = x.shape.last, depth > 0, let channels = node.outputs[0].shape.last
  else {
    return []
  }
  let rows = x.elementCount / depth
  let steps = (depth + 7) / 8
  func rowOffer(_ name: String, instructionsPerStep: Int, scratch: Int?) -> KernelOffer {
    KernelOffer(
      name, instructions: rows * ((channels + 3) / 4 * (steps * instructionsPerStep + 36) + 60),
      codeBytes: 800
    ) {
      guard scratch != nil || depth % 8 == 0 else {
        throw CRefusal("needs a multiple of 8 taps, got \(depth)")
      }
      let packed = try DSPProductWeights.fours(try IntegerProductLayer(node, activation, rounding))
      let tensors: [CArgument] = [.input(0), .constant(packed.constant), .output(0)]
      let sizes = [rows, depth, channels, packed.form.rawValue].map { CArgument.int($0) }
      let call =
        scratch == nil
        ? CCall("edgec_dsp_fully_connected", header: "dsp_fully_connected", tensors + sizes)
        : CCall(
          "edgec_dsp_fully_connected_widened", header: "dsp_fully_connected", tensors + [.scratch()] + sizes)
      return CComputation(calls: [call], scratchBytes: scratch ?? 0)
    }
  }
  let pixels = KernelOffer(
    "dsp 3x2",
    instructions: DSPProductWeights.instructions(pixels: rows, taps: depth, channels: channels, tapCost: 2),
    codeBytes: 1200
  ) {
    guard rows >= 3 else { throw CRefusal("needs 3 rows, got \(rows)") }
    let packed = try DSPProductWeights.pairs(try IntegerProductLayer(node, activation, rounding))
    let sizes = [rows, depth, channels, packed.form.rawValue]
    return CComputation(
      calls: [
        CCall(
          "edgec_dsp_pointwise", header: "dsp_conv2d",
          [.input(0), .constant(packed.constant), .output(0), .scratch()] + sizes.map { .int($0) })
      ], scratchBytes: (depth + 3) / 4 * 24)
  }
  return [
    pixels, rowOffer("dsp 1x4 widened", instructionsPerStep: 27, scratch: steps * 16),
    rowOffer("dsp 1x4", instructionsPerStep: 31, scratch: nil),
  ]
}

extension DSPProductWeights {
  /// What `edgec_dsp_product` and the widening of its columns take, counted in their code; `tapCost` is what a tap takes to be
  /// fetched.
  static func instructions(pixels: Int, taps: Int, channels: Int, tapCost: Int) -> Int {
    let steps = (taps + 3) / 4
    return (pixels + 2) / 3 * ((channels + 1) / 2 * (steps * 17 + 44) + 3 * (tapCost * taps + 30))
  }
}
