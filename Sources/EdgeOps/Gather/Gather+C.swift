import EdgeC
import EdgeIR

extension Gather: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let indices = node.inputs[1], let type = indices.element.kernelType else {
      throw CRefusal("gathering needs an input and indices")
    }
    guard x.shape[axis] > 0 else { throw CRefusal("no kernel gathers from an empty axis") }
    let sizes = [
      x.shape[..<axis].reduce(1, *), x.shape[axis], x.shape[(axis + 1)...].reduce(1, *), indices.elementCount,
    ]
    return CComputation(calls: [
      CCall(
        "edgec_\(x.element.movedType)_gather_\(type)", header: "gather",
        [.input(0), .input(1), .output(0)] + sizes.map { .int($0) })
    ])
  }
}
