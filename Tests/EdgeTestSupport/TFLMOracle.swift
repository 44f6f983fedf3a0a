import Foundation

/// TensorFlow Lite for Microcontrollers, its reference kernels on this machine: the judge of what is written for it.
public enum TFLMOracle {
  public struct Answer: Sendable, Decodable {
    public let outputs: [OracleTensor]
    /// What tensors and scratch memory took of the arena.
    public let headBytes: Int
    /// What the runtime's own records took.
    public let tailBytes: Int
  }

  /// Whether there is a package of the runtime for this machine: elsewhere `make venv` leaves it out.
  public static let isAvailable: Bool = {
    #if os(Linux) && arch(x86_64)
      true
    #else
      false
    #endif
  }()

  private static let worker = PythonWorker(script: "tflm_worker.py")

  /// Runs a model on inputs in the model's order, in an arena of this size.
  ///
  /// - Throws: what the runtime says of a model, an input or an arena that it refuses.
  public static func run(
    _ model: [UInt8], inputs: [OracleTensor], outputs: Int, arenaBytes: Int = 1 << 20
  ) throws -> Answer {
    let question = Question(model: Data(model), inputs: inputs, arenaBytes: arenaBytes, outputs: outputs)
    return try worker.ask(question, expecting: Answer.self)
  }

  private struct Question: Encodable {
    let model: Data
    let inputs: [OracleTensor]
    let arenaBytes: Int
    let outputs: Int
  }
}
