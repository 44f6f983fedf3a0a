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

  func run(_ samples: [[Tensor]]) throws -> [[Tensor]] {
    let interpreter = Interpreter(graph)
    return try samples.map { try interpreter.run($0) }
  }
}
