import EdgeC
import EdgeIR

extension NonZero: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel tells zeros of float16", hint: "convert the model to float32")
    }
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_nonzero", header: "nonzero",
        [.input(0), .output(0), .output(1), .int(x.rank), .integers(x.rank == 0 ? [1] : x.shape)])
    ])
  }
}
