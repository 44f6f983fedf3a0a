import EdgeC
import EdgeIR

extension MaxPool: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
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
    let sizes =
      x.shape + node.outputs[0].shape[1...2] + geometry.kernel + geometry.strides + geometry.dilations
      + geometry.padsBegin
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_max_pool2d", header: "pool2d",
        [.input(0), .output(0)] + sizes.map { .int($0) } + limits)
    ])
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
