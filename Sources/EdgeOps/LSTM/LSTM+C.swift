import EdgeC
import EdgeIR

extension LSTM: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    try recurrentComputation(
      "lstm", node, scratch: 4, options: [couplesGates],
      activations: [gateActivation, candidateActivation, outputActivation])
  }
}
