import EdgeC
import EdgeIR

extension ReverseSequence: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    let walk = walk(y.shape)
    let sizes = [walk.steps, walk.sequences, walk.stepStride, walk.sequenceStride, walk.inner]
    return CComputation(calls: [
      CCall(
        "edgec_\(y.element.movedType)_reverse_sequence", header: "reverse_sequence",
        [.input(0), .input(1), .output(0)] + sizes.map { .int($0) })
    ])
  }
}
