import EdgeC
import EdgeIR

/// Kernels for Armv8.1-M MVE.
extension FullyConnected {
  func mveOffers(_ node: CNode, _ rounding: RequantizationRounding) -> [KernelOffer] {
    let macs = multiplyAccumulates(inputs: node.inputs, outputs: node.outputs)
    let outputs = node.outputs[0].elementCount
    return [
      KernelOffer("mve 8 channels", instructions: macs / 7 + outputs * 4 + 40) {
        try mveRows(node, rounding)
      }
    ]
  }

  /// One call for each row of x.
  private func mveRows(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    let layer = try IntegerProductLayer(node, activation, rounding)
    let rows = node.outputs[0].elementCount / max(layer.channels, 1)
    guard rows >= 1, layer.taps >= 1, rows == 1 || (rows <= 4 && layer.taps % 16 == 0) else {
      throw CRefusal("needs one row, or up to 4 of multiples of 16, got \(rows) of \(layer.taps)")
    }
    let packed = try MVEWeights.fullyConnected(layer)
    let calls = (0..<rows).map { row in
      CCall(
        "edgec_mve_fully_connected", header: "mve_fully_connected",
        [.input(0, offset: row * layer.taps)] + packed.arguments + [
          .output(0, offset: row * layer.channels), .int(MVEWeights.vectors(layer.taps)),
          .int(layer.channels), packed.rounding, .int(layer.zeroPoint),
        ])
    }
    return CComputation(calls: calls)
  }
}
