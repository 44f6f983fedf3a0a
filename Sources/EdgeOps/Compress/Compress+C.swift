import EdgeC
import EdgeIR

extension Compress: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let condition = node.inputs[1] else {
      throw CRefusal("selecting needs an input and a condition")
    }
    let sizes = [
      x.shape[..<axis].reduce(1, *), x.shape[axis], x.shape[(axis + 1)...].reduce(1, *),
      condition.elementCount,
    ]
    return CComputation(calls: [
      CCall(
        "edgec_\(x.element.movedType)_compress", header: "compress",
        [.input(0), .input(1), .output(0), .output(1)] + sizes.map { .int($0) })
    ])
  }
}
