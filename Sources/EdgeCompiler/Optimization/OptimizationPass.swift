import EdgeIR
import EdgeONNX
import ONNXFormat

/// A rewrite of an ONNX model, in ONNX's own operators, that keeps what it computes. One file each, named by a verb.
struct OptimizationPass: Sendable {
  /// Used in messages.
  let name: String
  let run: @Sendable (inout ONNXGraph, ModelFacts) -> Void

  init(_ name: String, run: @escaping @Sendable (inout ONNXGraph, ModelFacts) -> Void) {
    self.name = name
    self.run = run
  }

  /// In the order in which they run.
  static let all: [OptimizationPass] = [
    // First: what is known needs no operator, and what others need it for becomes plain.
    .foldConstants,
    .removeNoOps,
    // Before fusion, which wants to know who alone reads a value.
    .mergeDuplicates,
    .removeDeadNodes,
    .fuseScales,
    // Last: what the others left unread.
    .removeDeadNodes,
  ]
}

extension ONNXGraph {
  /// Makes every reader of certain values, the graph's nested ones included, read others.
  mutating func redirect(_ names: [String: String]) {
    guard !names.isEmpty else { return }
    for index in nodes.indices { nodes[index].redirect(names) }
  }

  /// How often each value is read, also as an output of the graph.
  var readCounts: [String: Int] {
    var counts: [String: Int] = [:]
    for name in nodes.flatMap(\.readNames) { counts[name, default: 0] += 1 }
    for output in outputs { counts[output.name, default: 0] += 1 }
    return counts
  }

  var outputNames: Set<String> { Set(outputs.map(\.name)) }
}

extension ONNXNode {
  fileprivate mutating func redirect(_ names: [String: String]) {
    inputs = inputs.map { names[$0] ?? $0 }
    for index in attributes.indices {
      switch attributes[index].value {
      case .graph(let graph): attributes[index].value = .graph(graph.redirected(names))
      case .graphs(let graphs): attributes[index].value = .graphs(graphs.map { $0.redirected(names) })
      case .float, .int, .string, .tensor, .sparseTensor, .type, .floats, .ints, .strings, .tensors,
        .sparseTensors, .types, .undefined:
        break
      }
    }
  }
}

extension ONNXGraph {
  /// A nested graph: names that it defines itself are its own. One that it shows as an output although it is defined
  /// outside gets a node of its own to show.
  fileprivate func redirected(_ names: [String: String]) -> ONNXGraph {
    let captured = capturedNames
    let relevant = names.filter { captured.contains($0.key) }
    guard !relevant.isEmpty else { return self }
    var copy = self
    copy.redirect(relevant)
    for output in outputs {
      guard let source = relevant[output.name] else { continue }
      copy.nodes.append(ONNXNode(operatorType: "Identity", inputs: [source], outputs: [output.name]))
    }
    return copy
  }
}
