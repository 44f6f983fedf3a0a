import EdgeC
import EdgeIR

extension Softmax: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard y.element == .float32 else {
      throw CRefusal("kernels normalise float32", hint: "convert the model to float32")
    }
    let (outer, count, inner) = extents(y.shape)
    let function = logarithmic ? "edgec_f32_log_softmax" : "edgec_f32_softmax"
    let call = CCall(
      function, header: "softmax", [.input(0), .output(0), .int(outer), .int(count), .int(inner)])
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
