/// What a model computes according to others: ONNX Runtime and the onnx package.
public enum ONNXOracle {
  public enum Backend: String, Sendable, Codable, CaseIterable {
    /// ONNX Runtime on the CPU, one thread, every optimisation off.
    case runtime
    /// The onnx package's evaluator: slow, and mostly the letter of the specification. Not for BatchNormalization
    /// before opset 14, which it evaluates as if training.
    case reference
  }

  public struct Answer: Sendable, Decodable {
    /// In the graph's order.
    public let outputs: [OracleTensor]
    /// Every other value of the main graph that is a tensor of numbers, when asked for.
    public let intermediates: [OracleTensor]
  }

  private static let worker = PythonWorker(script: "onnx_worker.py")

  /// Runs the model in a file on inputs that are matched by name, or by position when none has a name.
  ///
  /// - Throws: what the backend says of a model or an input that it refuses.
  public static func run(
    _ path: String, inputs: [OracleTensor], backend: Backend = .runtime, intermediates: Bool = false
  ) throws -> Answer {
    let question = Question(model: path, inputs: inputs, backend: backend, intermediates: intermediates)
    return try worker.ask(question, expecting: Answer.self)
  }

  private struct Question: Encodable {
    let model: String
    let inputs: [OracleTensor]
    let backend: Backend
    let intermediates: Bool
  }
}
