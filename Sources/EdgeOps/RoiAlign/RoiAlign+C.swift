import EdgeC
import EdgeIR

extension RoiAlign: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("kernels pool regions of float32 and float64", hint: "convert the model to float32")
    }
    let sizes = x.shape + [node.outputs[0].shape[0], height, width, samples]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_roi_align", header: "roi_pool",
        [.input(0), .input(1), .input(2), .output(0)] + sizes.map { .int($0) } + [
          .float(scale), .int(halfPixel ? 1 : 0), .int(mode == .maximum ? 1 : 0),
        ])
    ])
  }
}
