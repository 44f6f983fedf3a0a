import EdgeC
import EdgeIR

extension Tile: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("repeating needs an input") }
    let (shape, strides) = walk(x.shape)
    return try StridedCopy(shape: shape, strides: strides).computation(x.element)
  }
}
