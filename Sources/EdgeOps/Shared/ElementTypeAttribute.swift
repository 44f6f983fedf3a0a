import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

extension ImportContext {
  /// An attribute that names an element type by ONNX's number; nil when absent.
  func elementType(_ name: String) throws -> ElementType? {
    guard let code = try int(name) else { return nil }
    let type = Int32(exactly: code).map { ONNXElementType(rawValue: $0) }
    guard let element = type.flatMap({ ElementType(onnx: $0) }) else {
      throw ImportError(
        .unsupportedElementType,
        "attribute '\(name)': expected a numeric type of at least 8 bits or bool, got type \(code)")
    }
    return element
  }
}
