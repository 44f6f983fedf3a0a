public import EdgeIR

/// One set of inputs with the outputs expected for them, both in the graph's order.
public struct CGolden: Sendable {
  public let inputs: [Tensor]
  public let outputs: [Tensor]

  public init(inputs: [Tensor], outputs: [Tensor]) {
    self.inputs = inputs
    self.outputs = outputs
  }
}
