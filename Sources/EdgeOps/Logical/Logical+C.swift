import EdgeC
import EdgeIR

extension Logical: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let function =
      switch kind {
      case .and: "and"
      case .or: "or"
      case .xor: "xor"
      }
    return try .binary("edgec_bool_\(function)", header: "logic", node)
  }
}
