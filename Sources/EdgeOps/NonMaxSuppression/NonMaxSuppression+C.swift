import EdgeC
import EdgeIR

extension NonMaxSuppression: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let scores = node.inputs[1] else { throw CRefusal("suppression needs boxes and scores") }
    let options = (2..<5).map { position -> CArgument in
      node.inputs.indices.contains(position) && node.inputs[position] != nil ? .input(position) : .null
    }
    let sizes = scores.shape + [limit, isCentered ? 1 : 0]
    let call = CCall(
      "edgec_f32_non_max_suppression", header: "non_max_suppression",
      [.input(0), .input(1)] + options + [.output(0), .output(1), .scratch()] + sizes.map { .int($0) })
    return CComputation(calls: [call], scratchBytes: max(scores.shape[2], 1))
  }
}
