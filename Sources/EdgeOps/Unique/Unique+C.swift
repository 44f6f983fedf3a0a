import EdgeC
import EdgeIR

extension Unique: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = (x.element == .bool ? .uint8 : x.element).kernelType else {
      throw CRefusal("no kernel compares float16", hint: "convert the model to float32")
    }
    let sizes = [
      x.shape[..<axis].reduce(1, *), x.shape[axis], x.shape[(axis + 1)...].reduce(1, *), isSorted ? 1 : 0,
    ]
    let call = CCall(
      "edgec_\(type)_unique", header: "unique",
      [.input(0)] + (0..<5).map { .output($0) } + [.scratch()] + sizes.map { .int($0) })
    return CComputation(calls: [call], scratchBytes: max(2 * x.shape[axis] * 4, 4))
  }
}
