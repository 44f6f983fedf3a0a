import EdgeC
import EdgeIR

extension MaxPool: CVariantLowering {
  public func variantsInC(_ node: CNode) throws -> KernelVariants {
    let taps = node.outputs[0].elementCount * geometry.kernel.reduce(1, *)
    let portable = KernelOffer("portable", instructions: taps * 6) { try pool(node) }
    switch node.target.instructions {
    case .portable, .simd, .mve: return try KernelVariants([portable])
    case .dsp:
      let dsp = KernelOffer("dsp", instructions: taps * 7 / 4, codeBytes: 350) { try dspPool(node) }
      return try KernelVariants([dsp, portable])
    }
  }

  private func dspPool(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], x.element == .int8, geometry.rank == 2, indices == nil,
      x.shape.last.map({ $0 % 4 == 0 }) ?? false
    else { throw CRefusal("needs an int8 image and a multiple of 4 channels") }
    return pool2d("edgec_dsp_max_pool2d", header: "dsp_pool", x, node.outputs[0])
  }

  private func pool2d(
    _ name: String, header: String, _ x: TensorType, _ y: TensorType, _ limits: [CArgument] = []
  ) -> CComputation {
    let sizes =
      x.shape + y.shape[1...2] + geometry.kernel + geometry.strides + geometry.dilations + geometry.padsBegin
    return CComputation(calls: [
      CCall(name, header: header, [.input(0), .output(0)] + sizes.map { .int($0) } + limits)
    ])
  }

  private func pool(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel pools float16", hint: "convert the model to float32")
    }
    let limits: [CArgument]
    switch x.element {
    case .float32:
      limits = [.float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity)]
    case .int8, .uint8, .int16: limits = []
    case .float16, .float64, .int32, .int64, .uint16, .uint32, .uint64, .bool:
      return try generalPool("edgec_\(type)_max_pool", x, node.outputs[0])
    }
    guard geometry.rank == 2, indices == nil else {
      return try generalPool("edgec_\(type)_max_pool", x, node.outputs[0])
    }
    return pool2d("edgec_\(type)_max_pool2d", header: "pool2d", x, node.outputs[0], limits)
  }

  /// For any type, any number of spatial axes, with indices or without.
  private func generalPool(_ kernel: String, _ x: TensorType, _ y: TensorType) throws -> CComputation {
    CComputation(calls: [
      CCall(
        kernel, header: "pool",
        [
          .input(0), .output(0), indices == nil ? .null : .output(1), .int(x.shape[0]),
          .int(x.shape[x.rank - 1]),
        ] + (try geometry.arguments(x.shape, y.shape)) + [.int(indices == .columnMajor ? 1 : 0)])
    ])
  }
}
