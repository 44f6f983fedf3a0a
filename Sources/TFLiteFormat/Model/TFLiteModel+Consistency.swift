extension TFLiteModel {
  /// The first thing that keeps this from being a model: a wrong schema version, no subgraph, an index outside of
  /// what it refers to, a negative dimension, a custom operator without a name. Nil when there is none.
  func inconsistency() -> String? {
    if version != 3 { return "schema version \(version), expected 3" }
    if subgraphs.isEmpty { return "no subgraphs, expected at least one" }
    for (index, subgraph) in subgraphs.enumerated() {
      if let problem = subgraph.inconsistency() { return "subgraph \(index): \(problem)" }
    }
    for signature in signatures {
      guard subgraphs.indices.contains(signature.subgraph) else {
        return "signature '\(signature.key)' is for subgraph \(signature.subgraph) of \(subgraphs.count)"
      }
      let tensors = subgraphs[signature.subgraph].tensors.indices
      for binding in signature.inputs + signature.outputs where !tensors.contains(binding.tensor) {
        return "signature '\(signature.key)' names tensor \(binding.tensor) of \(tensors.count)"
      }
    }
    return nil
  }
}

extension TFLiteSubgraph {
  fileprivate func inconsistency() -> String? {
    for index in inputs + outputs where !tensors.indices.contains(index) {
      return "input or output is tensor \(index) of \(tensors.count)"
    }
    for (index, tensor) in tensors.enumerated() where tensor.shape.contains(where: { $0 < 0 }) {
      return "tensor \(index) '\(tensor.name)' has shape \(tensor.shape), expected no negative dimension"
    }
    for (index, node) in operators.enumerated() {
      let outside = (node.inputs + node.intermediates).first { $0 != -1 && !tensors.indices.contains($0) }
      if let wrong = outside ?? node.outputs.first(where: { !tensors.indices.contains($0) }) {
        return "operator \(index) (\(node.code.schemaName)) uses tensor \(wrong) of \(tensors.count)"
      }
      if (node.code == .custom) != (node.customCode != nil) {
        return
          "operator \(index) (\(node.code.schemaName)): expected a custom name for CUSTOM and for no other"
      }
    }
    return nil
  }
}
