import EdgeC
import EdgeIR

extension Not: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let element = node.outputs[0].element
    guard let type = element.kernelType else { throw CRefusal("no kernel computes \(element.rawValue)") }
    return .unary("edgec_\(type)_not", header: "logic", node)
  }
}
