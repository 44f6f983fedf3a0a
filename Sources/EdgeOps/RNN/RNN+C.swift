import EdgeC
import EdgeIR

extension RNN: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    try recurrentComputation("rnn", node, scratch: 1, activations: [activation])
  }
}
