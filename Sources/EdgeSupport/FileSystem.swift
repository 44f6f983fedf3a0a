#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The few file operations the library needs, on plain POSIX calls: Foundation would triple the start-up time.
public enum FileSystem {
  /// The file's bytes.
  ///
  /// - Throws: `Diagnostic` E801 naming the path and the system's reason.
  public static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw unreadable(path) }
    guard (info.st_mode & S_IFMT) != S_IFDIR else {
      throw Diagnostic.error(.fileNotReadable, "is a folder, expected a file", at: .init(file: path))
    }
    var failure: Diagnostic?
    let size = Int(info.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let step = posixRead(descriptor, buffer.baseAddress! + count, size - count)
        if step < 0 { failure = unreadable(path) }
        if step <= 0 { break }
        count += step
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes a whole file or nothing: the bytes go to a temporary neighbour that is renamed into place.
  ///
  /// - Throws: `Diagnostic` E802; the file that was there before is untouched then.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let written: Void? = try bytes.withContiguousStorageIfAvailable {
      try write(UnsafeRawBufferPointer($0), to: path)
    }
    if written == nil { try ContiguousArray(bytes).withUnsafeBytes { try write($0, to: path) } }
  }

  public static func write(_ text: String, to path: String) throws {
    try write(text.utf8, to: path)
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws {
    let temporary = "\(path).\(getpid()).partial"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw unwritable(path) }
    var written = 0
    while written < bytes.count, let start = bytes.baseAddress {
      let step = posixWrite(descriptor, start + written, bytes.count - written)
      if step <= 0 { break }
      written += step
    }
    let failure = written == bytes.count ? nil : unwritable(path)
    close(descriptor)
    if failure == nil, rename(temporary, path) == 0 { return }
    let reason = failure ?? unwritable(path)
    unlink(temporary)
    throw reason
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isDirectory(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && (info.st_mode & S_IFMT) == S_IFDIR
  }

  /// Size in bytes, or nil when there is no such file.
  public static func size(of path: String) -> Int? {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : nil
  }

  /// Makes a folder and those above it; an existing one is fine.
  public static func createDirectory(_ path: String) throws {
    if path.isEmpty || isDirectory(path) { return }
    let parent = directoryName(path)
    if parent != path, parent != "." { try createDirectory(parent) }
    if mkdir(path, 0o755) != 0, !isDirectory(path) { throw unwritable(path) }
  }

  /// Names in a folder, sorted, without `.` and `..`.
  public static func list(_ path: String) throws -> [String] {
    guard let handle = opendir(path) else { throw unreadable(path) }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file, or a folder with all it holds; links are removed, not followed. What cannot be removed stays.
  public static func remove(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    guard (info.st_mode & S_IFMT) == S_IFDIR else {
      unlink(path)
      return
    }
    for name in (try? list(path)) ?? [] { remove("\(path)/\(name)") }
    rmdir(path)
  }

  /// The path without its last component; `.` for a bare name.
  public static func directoryName(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component of a path.
  public static func baseName(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    .error(.fileNotReadable, "cannot be read: \(String(cString: strerror(errno)))", at: .init(file: path))
  }

  private static func unwritable(_ path: String) -> Diagnostic {
    .error(.fileNotWritable, "cannot be written: \(String(cString: strerror(errno)))", at: .init(file: path))
  }
}

private func posixRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

private func posixWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
