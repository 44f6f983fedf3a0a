import EdgeC
import EdgeIR

extension ArgReduce: IntegerCLowering {
  /// Integers of one scale are ordered as the numbers that they stand for.
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    try lowerToC(node)
  }
}
