import EdgeC
import EdgeIR

extension GRU: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    try recurrentComputation(
      "gru", node, scratch: 4, options: [resetsAfterProduct],
      activations: [gateActivation, candidateActivation])
  }
}
