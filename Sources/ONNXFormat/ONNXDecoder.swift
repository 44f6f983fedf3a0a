internal import EdgeSupport
internal import ONNXBridge

/// Reads ONNX files: models, and the single tensors of ONNX's test data.
///
/// Files are taken to be hostile. Whatever they hold, decoding ends with a value or with a `Diagnostic`:
/// E101 for a broken encoding or a missing part, E103 and E104 for external data, E105 for a tensor whose data do
/// not fit its shape, E107 for sizes and nesting beyond the limits, E801 for a file the system cannot read.
public enum ONNXDecoder {
  /// Decodes a model without holding its file in memory beside it. External data are looked up in its folder.
  public static func decodeModel(path: String) throws -> ONNXModel {
    try decodeModel(path: path) { onnxb_model_read(path, $0, $1) }
  }

  /// Decodes a model already in memory.
  ///
  /// - Parameter path: Names the model in messages, and its folder is where external data are looked up.
  public static func decodeModel(bytes: [UInt8], path: String) throws -> ONNXModel {
    try bytes.withUnsafeBytes { buffer in
      try decodeModel(path: path) { onnxb_model_parse(buffer.baseAddress, buffer.count, $0, $1) }
    }
  }

  /// Decodes a file that is one TensorProto.
  public static func decodeTensor(bytes: [UInt8], path: String) throws -> ONNXTensor {
    let file = try Bridge.handle(at: .init(file: path)) { out, error in
      bytes.withUnsafeBytes { onnxb_tensor_parse($0.baseAddress, $0.count, out, error) }
    }
    defer { onnxb_tensor_file_free(file) }
    return try MessageReader(path: path).tensor(onnxb_tensor_message(file))
  }

  static func decodeModel(
    path: String, from parse: (UnsafeMutablePointer<OpaquePointer?>, Bridge.Message) -> onnxb_status
  ) throws -> ONNXModel {
    let model = try Bridge.handle(at: .init(file: path), parse)
    // Tensors own their elements by now; the rest of the message has been read.
    defer { onnxb_model_free(model) }
    return try MessageReader(path: path).model(model)
  }

  /// Whether a file's first bytes, or all of them, can be those of an ONNX model. Looks at the outermost fields
  /// only, so a model that is cut off or broken inside still looks like one.
  public static func looksLikeONNX(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var scanner = WireScanner(bytes: buffer)
      var hasVersion = false
      var hasGraph = false
      while let field = scanner.next() {
        switch (field.number, field.wireType) {
        case (1, .varint): hasVersion = true
        case (7, .lengthDelimited): hasGraph = true
        case (5, .varint): break
        case (2...4, .lengthDelimited), (6, .lengthDelimited), (8, .lengthDelimited): break
        case (14, .lengthDelimited), (20, .lengthDelimited), (25...26, .lengthDelimited): break
        default: return false
        }
        if hasVersion && hasGraph { return true }
      }
      return hasVersion && scanner.ranOut
    }
  }
}

/// What every call into the bridge needs: a handle out of a pointer, and a diagnostic out of a status.
enum Bridge {
  typealias Message = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// The handle that `call` stores, or the diagnostic that its status and message mean.
  static func handle(
    at location: Diagnostic.Location, _ call: (UnsafeMutablePointer<OpaquePointer?>, Message) -> onnxb_status
  ) throws -> OpaquePointer {
    var handle: OpaquePointer?
    var message: UnsafeMutablePointer<CChar>?
    let status = call(&handle, &message)
    defer { onnxb_string_free(message) }
    if status == ONNXB_OK, let handle { return handle }
    throw diagnostic(status, message.map { String(cString: $0) } ?? "no reason given", at: location)
  }

  private static func diagnostic(
    _ status: onnxb_status, _ message: String, at location: Diagnostic.Location
  ) -> Diagnostic {
    switch status {
    case ONNXB_UNREADABLE: .error(.fileNotReadable, "cannot be read: \(message)", at: location)
    case ONNXB_TOO_LARGE:
      .error(
        .sizeLimitExceeded, message, at: location,
        hint: "store the weights as external data (onnx.save with save_as_external_data=True)")
    case ONNXB_TOO_MANY: .error(.sizeLimitExceeded, message, at: location)
    case ONNXB_FAILED: .error(.sizeLimitExceeded, "cannot be held in memory: \(message)", at: location)
    default:
      .error(
        .malformedModel, "is not a well-formed ONNX file: \(message)", at: location,
        hint: "check the file with onnx.checker, or export it again")
    }
  }
}
