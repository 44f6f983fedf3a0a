import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// Less to read: attributes, optional inputs, texts, numbers.
extension Reducer {
  /// Removes what a model has besides nodes and values, then attributes and optional inputs, one by one.
  func removeDetails() throws {
    if best.hasTexts { _ = try attempt(best.withoutTexts) }
    for index in best.model.functions.indices.reversed() {
      var candidate = best
      candidate.model.functions.remove(at: index)
      _ = try attempt(candidate)
    }
    for name in best.model.graph.nodes.compactMap(\.shownName) {
      for attribute in (best.node(name)?.attributes.indices ?? 0..<0).reversed() {
        _ = try attempt(best.changing(name) { $0.attributes.remove(at: attribute) })
      }
      for input in (best.node(name)?.inputs.indices.dropFirst() ?? 0..<0).reversed() {
        _ = try attempt(best.withoutInput(input, of: name))
      }
    }
  }

  /// Stored numbers become zeros, all at once or tensor by tensor, the largest first. Integers of 64 bits are left:
  /// they are shapes and positions.
  func clearWeights() throws {
    let names = best.model.graph.initializers.filter(\.canBeCleared)
      .sorted { ($1.data.count, $0.name) < ($0.data.count, $1.name) }.map(\.name)
    guard !names.isEmpty, try !attempt(best.clearing(names)) else { return }
    for name in names where names.count > 1 { _ = try attempt(best.clearing([name])) }
  }

  /// Says of every output which type it has: other tools want to know.
  func stateOutputs() throws {
    guard let graph = try? ValueFacts.imported(best.model).graph, graph.extents.isEmpty else { return }
    var candidate = best
    for (index, output) in graph.outputs.enumerated()
    where candidate.model.graph.outputs.indices.contains(index) {
      candidate.model.graph.outputs[index].type = graph[output.value].type.plain.onnx
    }
    if candidate.model != best.model { _ = try attempt(candidate) }
  }

  /// Recorded inputs are not needed where any numbers do.
  func dropInputs() throws {
    guard !best.inputs.isEmpty else { return }
    var candidate = best
    candidate.inputs = [:]
    _ = try attempt(candidate)
  }
}

extension ReductionCandidate {
  fileprivate var hasTexts: Bool { withoutTexts.model != model }

  fileprivate var withoutTexts: ReductionCandidate {
    var candidate = self
    candidate.model.docString = ""
    candidate.model.metadata = []
    candidate.model.graph.docString = ""
    candidate.model.graph.valueInfo = []
    for index in model.graph.nodes.indices { candidate.model.graph.nodes[index].docString = "" }
    return candidate
  }

  /// The node whose `shownName` this is; nil when it has gone.
  fileprivate func node(_ name: String) -> ONNXNode? { model.graph.nodes.first { $0.shownName == name } }

  fileprivate func changing(_ name: String, _ change: (inout ONNXNode) -> Void) -> ReductionCandidate? {
    guard let index = model.graph.nodes.firstIndex(where: { $0.shownName == name }) else { return nil }
    var candidate = self
    change(&candidate.model.graph.nodes[index])
    candidate.removeUnread()
    return candidate
  }

  /// Nil for an input that is absent already. The last of all is taken off, others become absent.
  fileprivate func withoutInput(_ input: Int, of name: String) -> ReductionCandidate? {
    guard let inputs = node(name)?.inputs, inputs.indices.contains(input), !inputs[input].isEmpty else {
      return nil
    }
    return changing(name) { node in
      if input == inputs.count - 1 { node.inputs.removeLast() } else { node.inputs[input] = "" }
    }
  }

  fileprivate func clearing(_ names: [String]) -> ReductionCandidate {
    let cleared = Set(names)
    var candidate = self
    for (index, tensor) in model.graph.initializers.enumerated() where cleared.contains(tensor.name) {
      candidate.model.graph.initializers[index].data = .bytes(
        ONNXBytes([UInt8](repeating: 0, count: tensor.data.count)))
    }
    return candidate
  }
}

extension ONNXNode {
  /// A name that no other node has: that of its first output.
  fileprivate var shownName: String? { outputs.first { !$0.isEmpty } }
}

extension ONNXTensor {
  fileprivate var canBeCleared: Bool {
    elementType != .int64 && data.withUnsafeBytes { $0.contains { $0 != 0 } }
  }
}
