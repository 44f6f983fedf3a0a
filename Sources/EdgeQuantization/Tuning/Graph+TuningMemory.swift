public import EdgeIR

extension Graph {
  /// How many samples layers can be tuned on at once within a fixed amount of memory; at least 8, at most 100.
  public var tuningSampleLimit: Int {
    var lastUses: [ValueID: Int] = [:]
    for (step, node) in nodes.enumerated() {
      for case let input? in node.inputs where self[input].constant == nil { lastUses[input] = step }
    }
    var ends: [Int: [ValueID]] = [:]
    for (value, step) in lastUses { ends[step, default: []].append(value) }
    var live = inputs.reduce(0) { $0 + 4 * self[$1].type.elementCount }
    var peak = live
    for (step, node) in nodes.enumerated() {
      live += node.outputs.reduce(0) { $0 + self[$1].type.elementCount }
      peak = max(peak, live)
      for value in ends[step] ?? [] where self[value].producer != nil {
        live -= self[value].type.elementCount
      }
    }
    return min(max(tuningMemoryInBytes / max(peak, 1), 8), 100)
  }
}

private let tuningMemoryInBytes = 64 << 20
