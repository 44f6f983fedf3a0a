import EdgeSupport
import ONNXFormat

/// The order in which a model's nodes can run: the file's own wherever possible.
enum TopologicalOrder {
  /// - Throws: `DiagnosticsError`: E207 for names assigned twice, E205 for values nothing produces, E206 for nodes
  ///   that depend on each other.
  static func of(_ graph: ONNXGraph) throws -> [Int] {
    let producers = try producers(graph)
    var available = Set(graph.inputs.map(\.name))
    available.formUnion(graph.initializers.map(\.name))
    available.formUnion(graph.sparseInitializers.map(\.values.name))
    try checkDangling(graph, producers, available)

    var waiting = [Int](repeating: 0, count: graph.nodes.count)
    var readers: [[Int]] = Array(repeating: [], count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      for producer in Set(node.inputs.compactMap { producers[$0] }) {
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
    guard order.count == graph.nodes.count else { throw cycle(graph, waiting) }
    return order
  }

  private static func producers(_ graph: ONNXGraph) throws -> [String: Int] {
    var producers: [String: Int] = [:]
    var problems: [Diagnostic] = []
    let given = Set(graph.inputs.map(\.name)).union(graph.initializers.map(\.name))
    for (index, node) in graph.nodes.enumerated() {
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
    _ graph: ONNXGraph, _ producers: [String: Int], _ available: Set<String>
  ) throws {
    var problems: [Diagnostic] = []
    for (index, node) in graph.nodes.enumerated() {
      for input in node.inputs where !input.isEmpty && producers[input] == nil && !available.contains(input) {
        problems.append(
          .error(
            .danglingValue, "an input is produced by nothing",
            at: .init(node: node.name, nodeIndex: index, operatorType: node.operatorType, value: input),
            hint: "the model was cut or edited badly; re-export it"))
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  private static func cycle(_ graph: ONNXGraph, _ waiting: [Int]) -> DiagnosticsError {
    let stuck = waiting.indices.filter { waiting[$0] > 0 }
    let first = stuck.first ?? 0
    let names = stuck.prefix(8).map { "'\(graph.nodes[$0].name)' (#\($0))" }
    return DiagnosticsError([
      .error(
        .cyclicGraph, "\(stuck.count) nodes wait for each other's results",
        at: .init(
          node: graph.nodes[first].name, nodeIndex: first, operatorType: graph.nodes[first].operatorType),
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
