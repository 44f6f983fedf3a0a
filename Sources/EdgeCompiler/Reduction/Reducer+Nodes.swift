import EdgeONNX
import ONNXFormat

/// Fewer nodes.
extension Reducer {
  /// Keeps what lies between two cuts of the graph's order, then leaves out ever smaller groups of what is left.
  func removeNodes() throws {
    let whole = best
    let facts = ValueFacts(whole)
    func isInteresting(_ kept: [Int]) throws -> Bool {
      try !kept.isEmpty && attempt(whole.keeping(kept, facts), isLikely: true)
    }
    let count = whole.model.graph.nodes.count
    let end = try smallest(in: 1...count) { try isInteresting(Array(0..<$0)) }
    let length = try smallest(in: 1...end) { try isInteresting(Array((end - $0)..<end)) }
    var kept = Array((end - length)..<end)
    var size = kept.count / 2
    while size > 0 {
      let before = kept.count
      var start = 0
      while start < kept.count, kept.count > 1 {
        let trial = Array(kept[..<start] + kept[min(start + size, kept.count)...])
        if try isInteresting(trial) { kept = trial } else { start += size }
      }
      if size > 1 || kept.count == before { size /= 2 }
    }
  }

  /// The smallest number found that is accepted, by halving; the upper bound counts as accepted. What is accepted need
  /// not be monotone: the result was accepted, and smaller ones may be, too.
  private func smallest(in range: ClosedRange<Int>, isAccepted: (Int) throws -> Bool) rethrows -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if try isAccepted(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }

  /// Leaves out all outputs but one, or single ones, with what only they needed.
  func removeOutputs() throws {
    let outputs = best.model.graph.outputs
    guard outputs.count > 1 else { return }
    for output in outputs where try attempt(best.showing([output])) { return }
    for output in outputs where best.model.graph.outputs.count > 1 {
      _ = try attempt(best.showing(best.model.graph.outputs.filter { $0 != output }))
    }
  }

  /// Lets readers of a node's first output read an input of the same type instead.
  func bypassNodes() throws {
    let facts = ValueFacts(best)
    for node in best.model.graph.nodes.reversed() {
      guard let output = node.outputs.first, let type = facts.types[output] else { continue }
      for input in node.inputs where facts.types[input] == type {
        if try attempt(best.bypassing(node, from: output, to: input)) { break }
      }
    }
  }
}

extension ReductionCandidate {
  /// With these outputs and nothing that they do not need.
  fileprivate func showing(_ outputs: [ONNXValueInfo]) -> ReductionCandidate {
    var candidate = self
    candidate.model.graph.outputs = outputs
    candidate.removeUnread()
    return candidate
  }

  /// Nil where the output is the model's own, or the node has others that are read.
  fileprivate func bypassing(
    _ node: ONNXNode, from output: String, to input: String
  ) -> ReductionCandidate? {
    let reads = model.graph.readCounts
    guard !model.graph.outputNames.contains(output), node.outputs.dropFirst().allSatisfy({ reads[$0] == nil })
    else { return nil }
    var candidate = self
    candidate.model.graph.redirect([output: input])
    candidate.removeUnread()
    return candidate
  }

  /// Removes nodes, initializers and inputs that no output needs.
  mutating func removeUnread() {
    var graph = model.graph
    var needed = graph.outputNames
    var kept: [ONNXNode] = []
    for node in graph.nodes.reversed() where node.outputs.contains(where: needed.contains) {
      needed.formUnion(node.readNames)
      kept.append(node)
    }
    graph.nodes = kept.reversed()
    graph.initializers.removeAll { !needed.contains($0.name) }
    graph.sparseInitializers.removeAll { !needed.contains($0.values.name) }
    graph.inputs.removeAll { !needed.contains($0.name) }
    let computed = Set(graph.nodes.flatMap(\.outputs))
    graph.valueInfo.removeAll { !computed.contains($0.name) }
    model.graph = graph
    let names = Set(graph.inputs.map(\.name))
    inputs = inputs.filter { names.contains($0.key) }
  }
}
