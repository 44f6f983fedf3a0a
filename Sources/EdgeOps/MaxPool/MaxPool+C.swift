import EdgeC
import EdgeIR

extension MaxPool: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard indices == nil else { throw CRefusal("no kernel tells where the largest elements lie") }
    guard let x = node.inputs[0], x.element == .float32 else {
      throw CRefusal("kernels pool float32", hint: "convert the model to float32")
    }
    guard geometry.rank == 2 else { throw CRefusal("\(geometry.rank)-D pooling has no kernel") }
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
}
