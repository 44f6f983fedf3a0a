import EdgeC
import EdgeIR

extension Softmax: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard y.element.isFloat, let type = y.element.kernelType else {
      throw CRefusal("no kernel normalises \(y.element.rawValue)", hint: "convert the model to float32")
    }
    let (outer, count, inner) = extents(y.shape)
    let function = "edgec_\(type)_\(logarithmic ? "log_softmax" : "softmax")"
    let call = CCall(
      function, header: "softmax", [.input(0), .output(0), .int(outer), .int(count), .int(inner)])
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
