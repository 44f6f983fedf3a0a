import EdgeC
import EdgeIR

extension Frame: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("framing needs an input") }
    return try StridedCopy(shape: node.outputs[0].shape, strides: strides(x.shape)).computation(x.element)
  }
}
