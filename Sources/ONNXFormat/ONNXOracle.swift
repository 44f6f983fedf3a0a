internal import ONNXBridge

/// What libonnx itself thinks of a model: a second opinion for tests, not part of compiling.
///
/// The library knows IR versions up to 8 and operator sets up to 17.
public enum ONNXOracle {
  /// Whether the library's opinion on a model means anything.
  public static func covers(_ model: ONNXModel) -> Bool {
    model.irVersion <= 8
      && model.opsetImports.allSatisfy { $0.domain.isEmpty && (1...17).contains($0.version) }
  }

  /// `onnx::checker::check_model`.
  ///
  /// - Throws: `Diagnostic` E101 with the checker's objection.
  public static func check(_ bytes: [UInt8], path: String) throws {
    try bytes.withUnsafeBytes { buffer in
      try Bridge.run(path: path) { onnxb_oracle_check(buffer.baseAddress, buffer.count, $0) }
    }
  }

  /// `onnx::shape_inference::InferShapes` in strict mode.
  ///
  /// - Returns: The model with what was inferred in its graph's `valueInfo` and outputs.
  public static func inferShapes(_ bytes: [UInt8], path: String) throws -> ONNXModel {
    try bytes.withUnsafeBytes { buffer in
      try ONNXDecoder.decodeModel(path: path) {
        onnxb_oracle_infer_shapes(buffer.baseAddress, buffer.count, $0, $1)
      }
    }
  }
}
