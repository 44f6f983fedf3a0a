import EdgeC
import EdgeIR

extension Transpose: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let x = node.inputs[0] else { throw CRefusal("a transposition needs an input") }
    let source = rowMajorStrides(x.shape)
    return try StridedCopy(shape: y.shape, strides: permutation.map { source[$0] }).computation(y.element)
  }
}
