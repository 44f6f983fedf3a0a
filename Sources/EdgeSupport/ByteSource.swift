#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Bytes that are read where they are needed: a file, a piece of one, or an array in memory.
///
/// Nothing is read before it is asked for, so that data larger than memory can be walked.
public struct ByteSource {
  /// The file, for messages.
  public let path: String
  public let size: Int
  private let offset: Int
  private let backing: Backing

  private enum Backing {
    case memory([UInt8])
    case file(OpenFile)
  }

  public init(_ bytes: [UInt8], path: String) {
    self.path = path
    size = bytes.count
    offset = 0
    backing = .memory(bytes)
  }

  /// The file at `path`; it stays open as long as the source, or a slice of it, lives.
  ///
  /// - Throws: `Diagnostic` E801.
  public init(path: String) throws {
    let file = try OpenFile(path)
    self.path = path
    size = file.size
    offset = 0
    backing = .file(file)
  }

  private init(slicing source: ByteSource, offset: Int, size: Int) {
    path = source.path
    self.offset = source.offset + offset
    self.size = size
    backing = source.backing
  }

  /// The `size` bytes from `offset` on.
  ///
  /// - Throws: `Diagnostic` E702 when the source does not have them.
  public func slice(at offset: Int, size: Int) throws -> ByteSource {
    try check(offset, size)
    return ByteSource(slicing: self, offset: offset, size: size)
  }

  /// Fills `target` with the bytes from `start` on.
  ///
  /// - Throws: `Diagnostic` E702 when the source ends before, E801 when the system cannot read.
  public func read(at start: Int, into target: UnsafeMutableRawBufferPointer) throws {
    try check(start, target.count)
    switch backing {
    case .memory(let bytes):
      bytes.withUnsafeBytes {
        target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[(offset + start)...].prefix(target.count)))
      }
    case .file(let file): try file.read(at: offset + start, into: target)
    }
  }

  /// - Throws: As `read(at:into:)`, before anything is allocated when the source is too short.
  public func bytes(at start: Int, count: Int) throws -> [UInt8] {
    try check(start, count)
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      try read(
        at: start,
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]))
      initialized = count
    }
  }

  private func check(_ start: Int, _ count: Int) throws {
    guard start >= 0, count >= 0, start <= size, count <= size - start else {
      throw Diagnostic.error(
        .malformedData, "ends too early: expected \(count) bytes at offset \(start), got \(size) in all",
        at: .init(file: path), hint: "the file is truncated or corrupted; write it again")
    }
  }
}

/// A file descriptor that closes itself.
private final class OpenFile: Sendable {
  let path: String
  let descriptor: Int32
  let size: Int

  init(_ path: String) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw OpenFile.unreadable(path) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, (info.st_mode & S_IFMT) == S_IFREG else {
      close(descriptor)
      throw Diagnostic.error(.fileNotReadable, "is not a regular file", at: .init(file: path))
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(info.st_size)
  }

  deinit { close(descriptor) }

  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws {
    var count = 0
    while count < target.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[count...])
      let step = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + count))
      if step < 0, errno == EINTR { continue }
      if step < 0 { throw OpenFile.unreadable(path) }
      guard step > 0 else {
        throw Diagnostic.error(.fileNotReadable, "became shorter while it was read", at: .init(file: path))
      }
      count += step
    }
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    .error(.fileNotReadable, "cannot be read: \(String(cString: strerror(errno)))", at: .init(file: path))
  }
}
