import EdgeC
import EdgeIR

extension HardSwish: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let type = node.outputs[0].element.kernelType else {
      throw CRefusal("no kernel computes \(node.outputs[0].element.rawValue)")
    }
    return .unary("edgec_\(type)_hard_swish", header: "unary", node)
  }
}
