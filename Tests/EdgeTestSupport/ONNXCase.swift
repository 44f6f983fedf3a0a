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

  /// `node`, `simple`, `pytorch-operator`, `pytorch-converted` or `light`.
  public let suite: String
  public let name: String
  /// The onnx package's.
  public let version: String
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
  /// How far ONNX's own test runner lets a result be off: `atol + rtol * |expected|`.
  public let rtol: Double
  public let atol: Double

  public var testDescription: String { name }

  /// The cases in the onnx package of `.venv`, sorted by name within each suite.
  ///
  /// - Parameter newer: the version of another package, whose node tests follow; `make conformance` fetches them.
  public static func all(suites: [String] = ["node"], newer: String? = nil) throws -> [ONNXCase] {
    let environment = "\(Fixture.packageRoot)/.venv"
    let script = "\(Fixture.packageRoot)/Tests/Oracles/onnx_cases.py"
    var arguments = [script, "--work", "\(environment)/onnx-light", "--suites"] + suites
    if let newer {
      let folder = "\(environment)/onnx-\(newer)-cases"
      guard FileManager.default.fileExists(atPath: folder) else {
        throw MissingTool(folder, remedy: "make conformance")
      }
      arguments += ["--also", "\(newer)=\(folder)"]
    }
    let result = try Subprocess.run(try python(), arguments)
    guard result.status == 0 else { throw PythonWorker.Failure(error: result.errors) }
    return try JSONDecoder().decode([ONNXCase].self, from: Data(result.output))
  }
}
