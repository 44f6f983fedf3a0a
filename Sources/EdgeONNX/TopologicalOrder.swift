import EdgeSupport
import ONNXFormat

/// The order in which nodes can run: the file's own wherever possible. A node also waits for the values that graphs
/// inside it capture.
enum TopologicalOrder {
  /// - Parameters:
  ///   - given: names of values that exist before the first node runs.
  ///   - isVisible: whether a name that neither is given nor computed here is one from outside.
  /// - Throws: `DiagnosticsError`: E207 for names assigned twice, E205 for values nothing produces, E206 for nodes
  ///   that depend on each other.
  static func of(
    _ nodes: [ONNXNode], given: Set<String>, isVisible: (String) -> Bool = { _ in false }
  ) throws -> [Int] {
    let producers = try producers(nodes, given)
    let reads = nodes.map { $0.readNames }
    try checkDangling(nodes, reads) { producers[$0] != nil || given.contains($0) || isVisible($0) }

    var waiting = [Int](repeating: 0, count: nodes.count)
    var readers: [[Int]] = Array(repeating: [], count: nodes.count)
    for index in nodes.indices {
      for producer in Set(reads[index].compactMap { producers[$0] }) {
        waiting[index] += 1
        readers[producer].append(index)
      }
    }
    var ready = Heap(waiting.indices.filter { waiting[$0] == 0 })
    var order: [Int] = []
    while let next = ready.removeMin() {
      order.append(next)
      for reader in readers[next] {
        waiting[reader] -= 1
        if waiting[reader] == 0 { ready.insert(reader) }
      }
    }
    guard order.count == nodes.count else { throw cycle(nodes, waiting) }
    return order
  }

  private static func producers(_ nodes: [ONNXNode], _ given: Set<String>) throws -> [String: Int] {
    var producers: [String: Int] = [:]
    var problems: [Diagnostic] = []
    for (index, node) in nodes.enumerated() {
      for output in node.outputs where !output.isEmpty {
        if given.contains(output) || producers.updateValue(index, forKey: output) != nil {
          problems.append(
            .error(
              .duplicateName, "a value is assigned more than once",
              at: .init(node: node.name, nodeIndex: index, operatorType: node.operatorType, value: output),
              hint: "ONNX graphs are in single-assignment form; re-export the model"))
        }
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    return producers
  }

  private static func checkDangling(
    _ nodes: [ONNXNode], _ reads: [[String]], _ isKnown: (String) -> Bool
  ) throws {
    var problems: [Diagnostic] = []
    for (index, node) in nodes.enumerated() {
      // A name that only a graph inside the node reads is reported there.
      for input in reads[index].prefix(node.inputs.count) where !input.isEmpty && !isKnown(input) {
        problems.append(
          .error(
            .danglingValue, "an input is produced by nothing",
            at: .init(node: node.name, nodeIndex: index, operatorType: node.operatorType, value: input),
            hint: "the model was cut or edited badly; re-export it"))
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  private static func cycle(_ nodes: [ONNXNode], _ waiting: [Int]) -> DiagnosticsError {
    let stuck = waiting.indices.filter { waiting[$0] > 0 }
    let first = stuck.first ?? 0
    let names = stuck.prefix(8).map { "'\(nodes[$0].name)' (#\($0))" }
    return DiagnosticsError([
      .error(
        .cyclicGraph, "\(stuck.count) nodes wait for each other's results",
        at: .init(node: nodes[first].name, nodeIndex: first, operatorType: nodes[first].operatorType),
        notes: ["nodes \(names.joined(separator: ", "))"],
        hint: "ONNX graphs are acyclic; re-export the model")
    ])
  }
}

/// A binary min-heap of node positions.
private struct Heap {
  private var items: [Int] = []

  init(_ initial: [Int]) {
    for item in initial { insert(item) }
  }

  mutating func insert(_ item: Int) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[child] < items[(child - 1) / 2] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeMin() -> Int? {
    guard let smallest = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return smallest }
    items[0] = last
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < items.count }
      guard let least = children.min(by: { items[$0] < items[$1] }), items[least] < items[parent] else {
        break
      }
      items.swapAt(parent, least)
      parent = least
    }
    return smallest
  }
}
