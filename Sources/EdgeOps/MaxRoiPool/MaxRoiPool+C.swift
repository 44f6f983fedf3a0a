import EdgeC
import EdgeIR

extension MaxRoiPool: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("kernels pool regions of float32 and float64", hint: "convert the model to float32")
    }
    let sizes = x.shape + [node.outputs[0].shape[0], height, width]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_max_roi_pool", header: "roi_pool",
        [.input(0), .input(1), .output(0)] + sizes.map { .int($0) } + [.float(scale)])
    ])
  }
}
