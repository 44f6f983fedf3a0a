import EdgeC
import EdgeIR

extension BitCast: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    try Reshape(shape: node.outputs[0].shape).lowerToC(node)
  }
}
