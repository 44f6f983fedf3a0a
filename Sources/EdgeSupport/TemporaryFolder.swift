#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder of its own under `$TMPDIR` (or `/tmp`), removed with all it holds when this value goes.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// - Throws: `Diagnostic` E802.
  public init() throws {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(root)/edgec-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Diagnostic.error(
        .fileNotWritable, "no temporary folder can be made: \(String(cString: strerror(errno)))",
        at: .init(file: root), hint: "point TMPDIR to a folder that can be written")
    }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? root }
  }

  deinit { FileSystem.remove(path) }
}
