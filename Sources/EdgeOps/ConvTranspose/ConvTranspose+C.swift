import EdgeC
import EdgeIR

extension ConvTranspose: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let weights = node.inputs[1] else { throw CRefusal("a transposed convolution needs weights") }
    return try .convolution("conv_transpose", node, geometry(weights), groups: groups, activation)
  }
}
