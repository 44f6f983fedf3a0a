import EdgeC
import EdgeIR

extension Slice: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("a slice needs an input") }
    let (strides, offset) = walk(x.shape)
    return try StridedCopy(shape: sizes, strides: strides, offset: offset).computation(x.element)
  }
}
