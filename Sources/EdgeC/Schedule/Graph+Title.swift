public import EdgeIR

extension Graph {
  /// The nodes of the user's model that a node computes, for people: `Conv 'conv1' + Relu 'act'`.
  public func title(of node: NodeID?) -> String {
    guard let node = node.map({ self[$0] }) else { return "copy" }
    if node.origins.isEmpty { return node.operator.name }
    return node.origins.map { $0.name.isEmpty ? $0.operatorType : "\($0.operatorType) '\($0.name)'" }
      .joined(separator: " + ")
  }
}
