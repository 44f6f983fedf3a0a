import EdgeC
import EdgeIR

extension Conv {
  /// Winograd's algorithm for the DSP extension of Cortex-M: fewer instructions for more flash.
  func dspWinogradOffers(_ node: CNode, _ rounding: RequantizationRounding) -> [KernelOffer] {
    guard let x = node.inputs[0], let weights = node.inputs[1], groups == 1, x.rank == 4 else { return [] }
    let window = geometry(weights)
    guard window.kernel == [3, 3], strides == [1, 1], dilations == [1, 1] else { return [] }
    let (y, inputs) = (node.outputs[0].shape, x.shape[3])
    let tiles = y[0] * ((y[1] + 1) / 2) * ((y[2] + 3) / 4)
    // Counted in the code: transforms of the input, products and their transforms back.
    let estimate = tiles * ((inputs / 4) * 230 + y[3] / 2 * (16 * (10 * inputs / 4 + 1) + 380) + 200)
    return [
      KernelOffer("dsp winograd", instructions: estimate, codeBytes: 2300) {
        let layer = try IntegerProductLayer(node, activation, rounding)
        let packed = try DSPWinogradWeights(layer, inputs: inputs)
        if packed.form == .twice {
          guard rounding == .twice else { throw CRefusal("no line rounds as \(rounding.rawValue) does") }
          try layer.requireFullRange()
        }
        let sizes =
          [x.shape[0], x.shape[1], x.shape[2]] + y[1...] + window.padsBegin + [layer.inputZeroPoint]
        let suffix = packed.form == .twice ? "_twice" : ""
        return CComputation(
          calls: [
            CCall(
              "edgec_dsp_winograd_\(inputs)\(suffix)", header: "dsp_winograd",
              [.input(0), .constant(packed.constant), .output(0), .scratch()] + sizes.map { .int($0) })
          ], scratchBytes: 64 * (inputs + 4) + 24 * inputs + 8 * y[3])
      }
    ]
  }
}
