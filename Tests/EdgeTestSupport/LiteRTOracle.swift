import Foundation

/// Google's TFLite runtime, single-threaded: the judge of every `.tflite` that edgec writes.
public enum LiteRTOracle {
  /// Which of the runtime's kernels compute.
  public enum Resolver: String, Sendable, Codable, CaseIterable {
    /// The reference kernels: the definition that int8 results must equal bit for bit.
    case reference
    /// The optimized kernels without delegates.
    case optimized
    /// What an application gets: optimized kernels with XNNPACK.
    case `default`
  }

  public struct Answer: Sendable, Decodable {
    public let inputs: [OracleTensor]
    public let outputs: [OracleTensor]
    /// Every tensor of the main graph; bytes only when intermediates were asked for.
    public let tensors: [OracleTensor]
    /// TFLite's names in the order of execution, e.g. `CONV_2D`.
    public let operators: [String]
    /// Keys of the model's signatures, sorted.
    public let signatures: [String]
  }

  private static let worker = PythonWorker(script: "litert_worker.py")

  /// Runs a model on inputs in the model's order; without inputs it is only loaded and described.
  ///
  /// - Parameter intermediates: also keep and return every intermediate tensor.
  /// - Throws: what the runtime says of a model or an input that it refuses.
  public static func run(
    _ model: [UInt8], inputs: [OracleTensor] = [], resolver: Resolver = .reference,
    intermediates: Bool = false
  ) throws -> Answer {
    let question = Question(
      model: Data(model), inputs: inputs, resolver: resolver, intermediates: intermediates)
    return try worker.ask(question, expecting: Answer.self)
  }

  private struct Question: Encodable {
    let model: Data
    let inputs: [OracleTensor]
    let resolver: Resolver
    let intermediates: Bool
  }
}
