import EdgeC
import EdgeIR

extension AveragePool: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("a pooling needs an image") }
    guard x.element == .float32, geometry.rank == 2 else { return try generalPool(x, node.outputs[0]) }
    let sizes =
      x.shape + node.outputs[0].shape[1...2] + geometry.kernel + geometry.strides + geometry.dilations
      + geometry.padsBegin + geometry.padsEnd + [countsPadding ? 1 : 0]
    return CComputation(calls: [
      CCall(
        "edgec_f32_average_pool2d", header: "pool2d",
        [.input(0), .output(0)] + sizes.map { .int($0) } + [
          .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
        ])
    ])
  }

  /// For float32 and float64, any number of spatial axes.
  private func generalPool(_ x: TensorType, _ y: TensorType) throws -> CComputation {
    guard let type = x.element.kernelType else {
      throw CRefusal("no kernel pools float16", hint: "convert the model to float32")
    }
    let divisors = try Cast(to: x.element).evaluate([divisors(x)])[0]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_average_pool", header: "pool",
        [
          .input(0), .constant(CConstant(divisors, name: "divisors")), .output(0), .int(x.shape[0]),
          .int(x.shape[x.rank - 1]),
        ] + (try geometry.arguments(x.shape, y.shape)) + [
          .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
        ])
    ])
  }
}
