import EdgeC
import EdgeIR

extension Not: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    .unary("edgec_bool_not", header: "logic", node)
  }
}
