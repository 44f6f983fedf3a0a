public import ONNXFormat
internal import ONNXOracleBridge

/// What libonnx itself thinks of a model: a second opinion for tests, not part of compiling.
///
/// The library knows IR versions up to 8 and operator sets up to 17.
public enum ONNXOracle {
  /// libonnx's own words.
  public struct Objection: Error, Hashable {
    public let message: String
  }

  /// Whether the library's opinion on a model means anything.
  public static func covers(_ model: ONNXModel) -> Bool {
    model.irVersion <= 8
      && model.opsetImports.allSatisfy { $0.domain.isEmpty && (1...17).contains($0.version) }
  }

  /// `onnx::checker::check_model`. It does not look for external data in the model's folder.
  ///
  /// - Throws: `Objection`.
  public static func check(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      try run { onnx_oracle_check(buffer.baseAddress, buffer.count, $0) }
    }
  }

  /// `onnx::shape_inference::InferShapes`, strict and with data propagation.
  ///
  /// - Returns: The model with what was inferred in its graph's `valueInfo` and outputs.
  /// - Throws: `Objection`.
  public static func inferShapes(_ bytes: [UInt8]) throws -> ONNXModel {
    var memory: UnsafeMutableRawPointer?
    var count = 0
    try bytes.withUnsafeBytes { buffer in
      try run { onnx_oracle_infer_shapes(buffer.baseAddress, buffer.count, &memory, &count, $0) }
    }
    defer { onnx_oracle_free(memory) }
    let inferred = [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
    return try ONNXDecoder.decodeModel(bytes: inferred, path: "inferred")
  }

  private static func run(_ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Bool) throws {
    var message: UnsafeMutablePointer<CChar>?
    let succeeded = call(&message)
    defer { onnx_oracle_free(message) }
    if !succeeded { throw Objection(message: message.map { String(cString: $0) } ?? "") }
  }
}
