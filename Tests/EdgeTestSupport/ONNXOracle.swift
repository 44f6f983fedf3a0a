public import EdgeIR
import Foundation

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

  /// Runs one node.
  ///
  /// - Parameter inputs: the node's inputs; nil for absent ones.
  /// - Returns: the outputs that are asked for, in order.
  /// - Throws: what the backend says of a node that it refuses.
  public static func run(
    _ operatorType: String, opset: Int, attributes: [Attribute] = [], _ inputs: [Tensor?], outputs: Int = 1,
    backend: Backend = .runtime
  ) throws -> [Tensor] {
    let names = inputs.indices.map { inputs[$0] == nil ? "" : "x\($0)" }
    let node = SingleNode(
      operator: operatorType, opset: opset, inputs: names, outputs: (0..<outputs).map { "y\($0)" },
      attributes: attributes)
    let given = zip(inputs, names).compactMap { tensor, name in tensor.map { OracleTensor($0, name: name) } }
    let question = NodeQuestion(node: node, inputs: given, backend: backend)
    return try worker.ask(question, expecting: Answer.self).outputs.compactMap(\.tensor)
  }

  /// An attribute of a node.
  public struct Attribute: Sendable, Encodable {
    public enum Value: Sendable {
      case int(Int)
      case float(Float)
      case string(String)
      case floats([Float])
      case strings([String])
    }

    public let name: String
    public let value: Value

    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }

    private enum CodingKeys: String, CodingKey { case name, type, value }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      func encode(_ type: String, _ value: some Encodable) throws {
        try container.encode(type, forKey: .type)
        try container.encode(value, forKey: .value)
      }
      switch value {
      case .int(let number): try encode("INT", number)
      case .float(let number): try encode("FLOAT", number)
      case .string(let text): try encode("STRING", text)
      case .floats(let numbers): try encode("FLOATS", numbers)
      case .strings(let texts): try encode("STRINGS", texts)
      }
    }
  }

  private struct SingleNode: Encodable {
    let `operator`: String
    let opset: Int
    let inputs: [String]
    let outputs: [String]
    let attributes: [Attribute]
  }

  private struct NodeQuestion: Encodable {
    let node: SingleNode
    let inputs: [OracleTensor]
    let backend: Backend
  }

  /// The onnx package's shape inference with data propagation; what it cannot infer it leaves out.
  ///
  /// - Returns: The model in a file with what was inferred declared in its graph, as bytes.
  /// - Throws: what the package says of a model that it refuses.
  public static func inferShapes(_ path: String) throws -> [UInt8] {
    [UInt8](try worker.ask(InferenceQuestion(infer: path), expecting: InferenceAnswer.self).model)
  }

  private struct InferenceQuestion: Encodable {
    let infer: String
  }

  private struct InferenceAnswer: Decodable {
    let model: Data
  }

  private struct Question: Encodable {
    let model: String
    let inputs: [OracleTensor]
    let backend: Backend
    let intermediates: Bool
  }
}
