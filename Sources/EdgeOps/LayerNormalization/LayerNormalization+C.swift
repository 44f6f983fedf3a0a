import EdgeC
import EdgeIR

extension LayerNormalization: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard y.element == .float32 || y.element == .float64, let type = y.element.kernelType else {
      throw CRefusal("kernels normalise float32 and float64", hint: "convert the model to float32")
    }
    let count = blockShape(y).reduce(1, *)
    let parameters = (1...2).map { position -> CArgument in
      node.inputs.optional(position) == nil ? .null : .input(position)
    }
    let function = kind == .standard ? "layer_norm" : "rms_norm"
    let sizes: [CArgument] = [.int(y.elementCount / max(count, 1)), .int(count)]
    let limit: CArgument = y.element == .float64 ? .double(Double(epsilon)) : .float(epsilon)
    let call = CCall(
      "edgec_\(type)_\(function)", header: "layer_norm",
      [.input(0)] + parameters + [.output(0)] + sizes + [limit])
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
