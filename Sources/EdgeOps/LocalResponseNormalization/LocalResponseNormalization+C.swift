import EdgeC
import EdgeIR

extension LocalResponseNormalization: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let type = y.element.kernelType else {
      throw CRefusal("no kernel normalises \(y.element.rawValue)", hint: "convert the model to float32")
    }
    let (outer, channels, inner) = extents(y.shape)
    let number: (Float) -> CArgument = { y.element == .float64 ? .double(Double($0)) : .float($0) }
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_local_response_normalization", header: "local_response_normalization",
        [
          .input(0), .output(0), .int(outer), .int(channels), .int(inner), .int(size), number(alpha),
          number(beta), number(bias),
        ])
    ])
  }
}
