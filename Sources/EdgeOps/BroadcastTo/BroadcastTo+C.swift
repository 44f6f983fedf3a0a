import EdgeC
import EdgeIR

extension BroadcastTo: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("broadcasting needs an input") }
    let copy = StridedCopy(shape: shape, strides: broadcastStrides(x.shape, to: shape))
    return try copy.computation(x.element)
  }
}
