public import EdgeIR

/// Which integers, if any, nodes are wanted to compute with.
public struct PrecisionPolicy: Sendable {
  /// int8 or int16: what nodes compute with unless something below says otherwise.
  public var activations: ElementType
  /// Nodes that have to compute with another type: with int16, or with float32.
  public var prescribed: [NodeID: ElementType]

  public init(activations: ElementType = .int8, prescribed: [NodeID: ElementType] = [:]) {
    self.activations = activations
    self.prescribed = prescribed
  }

  /// nil for nodes that stay in float.
  func element(of node: Node) -> ElementType? {
    let element = prescribed[node.id] ?? activations
    return element == .float32 ? nil : element
  }

  func isPrescribed(_ node: Node) -> Bool { prescribed[node.id] != nil }
}
