public import EdgeIR
import EdgeInterpreter

/// Something that computes what the model does: a graph, a compiled C program, a TFLite runtime.
public protocol ArtifactExecutor {
  /// - Parameter samples: for each run one tensor for each graph input, in order.
  /// - Returns: for each run one tensor for each graph output, in order.
  /// - Throws: `Diagnostic` or `DiagnosticsError`.
  func run(_ samples: [[Tensor]]) throws -> [[Tensor]]
}

/// The reference interpreter on a graph.
struct GraphExecutor: ArtifactExecutor {
  let graph: Graph
  var progress: ((Progress) -> Void)?

  func run(_ samples: [[Tensor]]) throws -> [[Tensor]] {
    let interpreter = Interpreter(graph)
    let total = samples.count * graph.nodes.reduce(0) { $0 + $1.outputs.count }
    var done = 0
    progress?(Progress(.running, done: 0, total: total))
    return try samples.map { sample in
      try interpreter.run(sample) { _, _, _ in
        done += 1
        progress?(Progress(.running, done: done, total: total))
      }
    }
  }
}
