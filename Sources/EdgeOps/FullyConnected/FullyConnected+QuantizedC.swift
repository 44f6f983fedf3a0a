import EdgeC
import EdgeIR

extension FullyConnected: IntegerVariantLowering {
  public func integerVariantsInC(_ node: CNode, _ rounding: RequantizationRounding) throws -> KernelVariants {
    let offers: [KernelOffer] =
      switch node.target.instructions {
      case .portable: []
      case .dsp: dspMatrixOffers(node, activation, rounding)
      case .simd: vectorMatrixOffers(node, activation, rounding)
      case .mve: mveOffers(node, rounding)
      }
    let products = node.outputs[0].elementCount * (node.inputs[1]?.shape[1] ?? 0)
    let portable = KernelOffer("portable", instructions: products * 5 + node.outputs[0].elementCount * 30) {
      try lowerPortably(node, rounding)
    }
    return try KernelVariants(offers + [portable])
  }

  private func lowerPortably(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a product needs two operands")
    }
    let product = try IntegerProductInC(node, activation, rounding, hasPadding: false)
    let sizes = [x.shape.dropLast().reduce(1, *), weights.shape[1], weights.shape[0]]
    return CComputation(calls: [
      CCall(
        "edgec_\(product.type)_fully_connected", header: "quantized_fully_connected",
        [.input(0), .input(1), product.bias, .output(0)] + sizes.map { .int($0) } + product.tail)
    ])
  }
}
