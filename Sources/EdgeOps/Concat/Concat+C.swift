import EdgeC
import EdgeIR

/// Parts that follow one another in memory may be computed in place; the others are copied.
extension Concat: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    let outer = y.shape[..<axis].reduce(1, *)
    let whole = y.shape[axis...].reduce(1, *)
    var computation = CComputation(calls: [])
    var start = 0
    for (index, part) in node.inputs.enumerated() {
      guard let part else { throw CRefusal("part \(index) is missing") }
      let size = part.shape[axis...].reduce(1, *)
      if outer == 1 {
        let copy = CCall(
          "memcpy", header: "", [.output(0, offset: start), .input(index), .int(part.sizeInBytes)])
        computation.sharings.append(
          .init(
            .inputInsideOutput, input: index, output: 0, offsetInBytes: start * y.element.sizeInBytes,
            copy: copy))
      } else {
        computation.calls.append(
          CCall(
            "edgec_\(y.element.movedType)_concat", header: "concat",
            [.input(index), .output(0), .int(outer), .int(size), .int(whole), .int(start)]))
      }
      start += size
    }
    return computation
  }
}
