import EdgeC
import EdgeIR

extension Logical: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let type = y.element.kernelType else { throw CRefusal("no kernel computes \(y.element.rawValue)") }
    let function =
      switch kind {
      case .and: "and"
      case .or: "or"
      case .xor: "xor"
      case .shiftLeft: "shift_left"
      case .shiftRight: "shift_right"
      }
    return try .binary("edgec_\(type)_\(function)", header: "logic", node)
  }
}
