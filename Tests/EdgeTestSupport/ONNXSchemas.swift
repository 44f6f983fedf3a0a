import Foundation

/// What ONNX defines.
public enum ONNXSchemas {
  /// The opsets in which the onnx package of `.venv` defines each operator of the default domain, ascending.
  public static func versions() throws -> [String: [Int]] {
    let script = "\(Fixture.packageRoot)/Tests/Oracles/onnx_schemas.py"
    let result = try Subprocess.run(try python(), [script])
    guard result.status == 0 else { throw PythonWorker.Failure(error: result.errors) }
    return try JSONDecoder().decode([String: [Int]].self, from: Data(result.output))
  }
}
