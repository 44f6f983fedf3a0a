import EdgeC
import EdgeIR

extension MaxUnpool: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], x.element.kernelType != nil else {
      throw CRefusal("no kernel unpools float16", hint: "convert the model to float32")
    }
    let sizes = [x.elementCount, node.outputs[0].elementCount]
    return CComputation(calls: [
      CCall(
        "edgec_\(x.element.movedType)_max_unpool", header: "max_unpool",
        [.input(0), .input(1), .output(0)] + sizes.map { .int($0) })
    ])
  }
}
