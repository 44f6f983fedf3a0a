import EdgeSupport
import ONNXFormat

/// A file of `Fixtures/onnx-format`, which `Fixtures/generators/onnx_format.py` writes.
struct Fixture {
  static let folder: String = {
    let tests = FileSystem.directoryName(FileSystem.directoryName(#filePath))
    return "\(FileSystem.directoryName(tests))/Fixtures/onnx-format"
  }()

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func bytes(_ name: String) throws -> [UInt8] { try FileSystem.read(path(name)) }

  static func model(_ name: String) throws -> ONNXModel { try ONNXDecoder.decodeModel(path: path(name)) }

  /// What decoding refuses with, or nil when it succeeds.
  static func refusal(of name: String) throws -> Diagnostic? {
    do {
      _ = try model(name)
      return nil
    } catch let diagnostic as Diagnostic {
      return diagnostic
    }
  }
}

extension ONNXTensorData {
  /// The bytes as elements of a fixed-width type; none for strings.
  func elements<Element: BitwiseCopyable>(_ type: Element.Type) -> [Element] {
    withUnsafeBytes { buffer in
      (0..<buffer.count / MemoryLayout<Element>.stride).map {
        buffer.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
      }
    }
  }
}
