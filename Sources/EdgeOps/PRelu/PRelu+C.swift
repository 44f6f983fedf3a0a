import EdgeC
import EdgeIR

extension PRelu: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let element = node.outputs[0].element
    guard let type = element.kernelType else {
      throw CRefusal("no kernel has a slope for \(element.rawValue)", hint: "convert the model to float32")
    }
    return try .binary("edgec_\(type)_prelu", header: "arithmetic", node)
  }
}
