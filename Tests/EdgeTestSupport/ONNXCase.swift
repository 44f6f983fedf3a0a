import Foundation
public import Testing

/// A test case of the ONNX project: a model with inputs and the outputs it must compute.
public struct ONNXCase: Sendable, Decodable, CustomTestStringConvertible {
  public struct Value: Sendable, Decodable {
    public enum Kind: String, Sendable, Decodable {
      case tensor, sequence, optional, map
    }

    public let name: String
    public let kind: Kind
    /// ONNX's name in lower case, the element's for sequences and optionals: `float`, `int64`, `bfloat16`…
    public let dtype: String
    /// nil for an unknown rank; a nil dimension is unknown.
    public let shape: [Int?]?
  }

  public let name: String
  /// Holds `model.onnx`.
  public let folder: String
  /// The operators used, subgraphs and functions included; other domains than ONNX's own are spelled `domain.Name`.
  public let operators: [String]
  /// Version of each operator set imported, by domain.
  public let opsets: [String: Int]
  public let inputs: [Value]
  public let outputs: [Value]
  /// Folders with `input_0.pb`… and `output_0.pb`…
  public let dataSets: [String]

  public var testDescription: String { name }

  /// The cases in the onnx package of `.venv`, sorted by name.
  ///
  /// - Parameters:
  ///   - operators: only cases whose every operator is among these; all cases when empty.
  ///   - folders: `node`, `simple`, `pytorch-operator`, `pytorch-converted`, `light` or `real`.
  public static func all(operators: [String] = [], folders: [String] = ["node"]) throws -> [ONNXCase] {
    let script = "\(Fixture.packageRoot)/Tests/Oracles/onnx_cases.py"
    let result = try Subprocess.run(
      try python(), [script, "--folders"] + folders + ["--operators"] + operators)
    guard result.status == 0 else { throw PythonWorker.Failure(error: result.errors) }
    return try JSONDecoder().decode([ONNXCase].self, from: Data(result.output))
  }
}
