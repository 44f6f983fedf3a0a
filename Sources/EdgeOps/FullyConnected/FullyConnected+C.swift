import EdgeC
import EdgeIR

extension FullyConnected: CVariantLowering {
  public func variantsInC(_ node: CNode) throws -> KernelVariants {
    let work = multiplyAccumulates(inputs: node.inputs, outputs: node.outputs)
    let portable = KernelOffer("portable", instructions: saturatingProduct(work, 5)) { try unpacked(node) }
    return try KernelVariants(packedOffers(node) + [portable])
  }

  /// Kernels that read weights in an order of their own.
  private func packedOffers(_ node: CNode) -> [KernelOffer] {
    guard let layer = try? FloatProductLayer(node, activation) else { return [] }
    switch node.target.instructions {
    case .portable: return []
    case .simd:
      return [
        KernelOffer("vectors", instructions: layer.instructionsInVectors) { layer.fullyConnectedInVectors() }
      ]
    case .dsp, .mve:
      return [
        KernelOffer("vfp 2x8", instructions: layer.instructionsForVFP) {
          if layer.inputs % 4 == 0 { return layer.fullyConnectedForVFP() }
          // Rows as pixels of an image, whose windows are padded to fours.
          let image = [1, 1, layer.positions, layer.inputs, 1, layer.positions, layer.outputs]
          return layer.convolutionForVFP(image + [1, 1, 1, 1, 1, 1, 0, 0])
        }
      ]
    }
  }

  private func unpacked(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1], x.element == .float32 else {
      throw CRefusal("kernels multiply float32 by weights", hint: "convert the model to float32")
    }
    let rows = x.shape.dropLast().reduce(1, *)
    let bias: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    return CComputation(calls: [
      CCall(
        "edgec_f32_fully_connected", header: "fully_connected",
        [
          .input(0), .input(1), bias, .output(0), .int(rows), .int(weights.shape[1]), .int(weights.shape[0]),
          .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
        ])
    ])
  }
}
