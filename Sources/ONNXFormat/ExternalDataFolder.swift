internal import EdgeSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The files beside a model that hold its large tensors. Nothing outside the model's own folder is opened:
/// not by an absolute path, not by `..`, not through a symbolic link.
final class ExternalDataFolder {
  private let modelPath: String
  private var files: [String: MappedFile] = [:]

  init(modelPath: String) {
    self.modelPath = modelPath
  }

  /// The bytes that a tensor's `external_data` entries describe, mapped rather than read.
  ///
  /// - Parameters:
  ///   - expectedCount: The bytes the tensor's shape needs; nil when its element type is unknown.
  ///   - alignment: What the returned address is a multiple of; bytes that lie otherwise are copied.
  /// - Throws: E103 when the file is missing or too short, E104 when it is outside the folder, E105 when offset
  ///   and length make no sense.
  func bytes(
    _ entries: [ONNXMetadata], tensor: String, expectedCount: Int?, alignment: Int
  ) throws -> ONNXBytes {
    let location = Diagnostic.Location(file: modelPath, value: tensor)
    func value(_ key: String) -> String? { entries.last { $0.key == key }?.value }
    func number(_ key: String) throws -> Int? {
      guard let text = value(key) else { return nil }
      guard let number = Int(text), number >= 0 else {
        throw Diagnostic.error(
          .malformedTensor, "expected a number of bytes as external data \(key), got '\(text)'", at: location)
      }
      return number
    }
    guard let name = value("location"), !name.isEmpty else {
      throw Diagnostic.error(.externalDataMissing, "external data name no file", at: location)
    }
    let file = try open(name, at: location)
    let offset = try number("offset") ?? 0
    let length = try number("length")
    if let length, let expectedCount, length != expectedCount {
      throw Diagnostic.error(
        .malformedTensor,
        "expected \(expectedCount) bytes for the shape, got \(length) bytes of external data", at: location)
    }
    let count = length ?? expectedCount ?? max(0, file.count - offset)
    guard offset <= file.count, count <= file.count - offset else {
      throw Diagnostic.error(
        .externalDataMissing,
        "expected \(count) bytes at offset \(offset) of '\(name)', got a file of \(file.count) bytes",
        at: location, hint: "the file is incomplete: copy or export it again")
    }
    guard count > 0, let start = file.baseAddress else { return ONNXBytes() }
    let bytes = UnsafeRawBufferPointer(start: start + offset, count: count)
    if Int(bitPattern: bytes.baseAddress) % alignment != 0 {
      let copy = HeapBytes(copying: bytes)
      return ONNXBytes(baseAddress: copy.baseAddress, count: count, owner: copy)
    }
    return ONNXBytes(baseAddress: bytes.baseAddress, count: count, owner: file)
  }

  private func open(_ name: String, at location: Diagnostic.Location) throws -> MappedFile {
    if let file = files[name] { return file }
    let outside = Diagnostic.error(
      .externalDataOutsideFolder, "external data '\(name)' are outside the model's folder", at: location,
      hint: "put the data file into the model's folder and name it by a relative path without '..'")
    let climbs = name.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
    guard name.utf8.first != UInt8(ascii: "/"), !name.utf8.contains(0), !climbs else { throw outside }
    let folder = FileSystem.directoryName(modelPath)
    guard let realFolder = realPath(folder), let realFile = realPath("\(folder)/\(name)") else {
      throw missing(name, String(cString: strerror(errno)), at: location)
    }
    let prefix = realFolder == "/" ? "/" : "\(realFolder)/"
    guard realFile.utf8.starts(with: prefix.utf8) else { throw outside }
    guard let file = MappedFile(path: realFile) else {
      throw missing(name, "it is not a file that can be mapped", at: location)
    }
    files[name] = file
    return file
  }

  private func missing(_ name: String, _ reason: String, at location: Diagnostic.Location) -> Diagnostic {
    .error(
      .externalDataMissing, "external data '\(name)' cannot be read: \(reason)", at: location,
      hint: "keep the model's data files in its folder")
  }

  private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// A regular file, mapped read-only. Shortening it while it is mapped is the one thing that cannot be survived.
private final class MappedFile: @unchecked Sendable {
  /// Nil when the file is empty.
  let baseAddress: UnsafeRawPointer?
  let count: Int

  /// - Parameter path: Resolved: a symbolic link in the last place is refused.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, (info.st_mode & S_IFMT) == S_IFREG else { return nil }
    count = Int(info.st_size)
    guard count > 0 else {
      baseAddress = nil
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard address != MAP_FAILED else { return nil }
    baseAddress = UnsafeRawPointer(address)
  }

  deinit {
    if let baseAddress { munmap(UnsafeMutableRawPointer(mutating: baseAddress), count) }
  }
}
