import EdgeC
import EdgeIR

extension TopK: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel compares float16", hint: "convert the model to float32")
    }
    let sizes = [
      x.shape[..<axis].reduce(1, *), x.shape[axis], x.shape[(axis + 1)...].reduce(1, *), k, isLargest ? 1 : 0,
    ]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_topk", header: "topk",
        [.input(0), .output(0), .output(1)] + sizes.map { .int($0) })
    ])
  }
}
