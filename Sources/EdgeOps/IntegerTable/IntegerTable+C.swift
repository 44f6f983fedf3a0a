import EdgeC
import EdgeIR

extension IntegerTable: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    try .lookup(self, node, rounding)
  }
}
