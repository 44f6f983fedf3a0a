import EdgeC
import EdgeIR

extension MaxPool: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel pools float16", hint: "convert the model to float32")
    }
    guard x.element == .float32, geometry.rank == 2, indices == nil else {
      return try generalPool("edgec_\(type)_max_pool", x, node.outputs[0])
    }
    let sizes =
      x.shape + node.outputs[0].shape[1...2] + geometry.kernel + geometry.strides + geometry.dilations
      + geometry.padsBegin
    return CComputation(calls: [
      CCall(
        "edgec_f32_max_pool2d", header: "pool2d",
        [.input(0), .output(0)] + sizes.map { .int($0) } + [
          .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
        ])
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
