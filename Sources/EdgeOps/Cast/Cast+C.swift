import EdgeC
import EdgeIR

extension Cast: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let source = x.element.kernelType, let target = element.kernelType else {
      throw CRefusal("no kernel converts float16", hint: "convert the model to float32")
    }
    if source == target { return try Reshape(shape: x.shape).lowerToC(node) }
    return .unary("edgec_\(source)_cast_\(target)", header: "cast", node)
  }
}
