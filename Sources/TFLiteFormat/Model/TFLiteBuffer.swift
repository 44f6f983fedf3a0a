#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Immutable constant bytes, shared instead of copied: a slice of an array (a whole file, usually) or memory that
/// belongs to another object. Two buffers are equal when their bytes are.
public struct TFLiteBuffer: Hashable, @unchecked Sendable {
  private enum Storage {
    case array(ArraySlice<UInt8>)
    /// The owner keeps the bytes alive and never changes them, which is what makes sharing between threads safe.
    case borrowed(owner: AnyObject, bytes: UnsafeRawBufferPointer)
  }

  private let storage: Storage

  public init(_ bytes: [UInt8]) { storage = .array(bytes[...]) }

  public init(_ bytes: ArraySlice<UInt8>) { storage = .array(bytes) }

  /// Bytes that stay valid and unchanged as long as `owner` lives; nothing is copied.
  public init(owner: AnyObject, bytes: UnsafeRawBufferPointer) {
    storage = .borrowed(owner: owner, bytes: bytes)
  }

  public var count: Int {
    switch storage {
    case .array(let bytes): bytes.count
    case .borrowed(_, let bytes): bytes.count
    }
  }

  public var isEmpty: Bool { count == 0 }

  /// The bytes, valid inside `body` only.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    switch storage {
    case .array(let bytes): try bytes.withUnsafeBytes(body)
    case .borrowed(let owner, let bytes): try withExtendedLifetime(owner) { try body(bytes) }
    }
  }

  /// A copy of the bytes.
  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  public static func == (a: TFLiteBuffer, b: TFLiteBuffer) -> Bool {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        guard a.count == b.count else { return false }
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return first == second || memcmp(first, second, a.count) == 0
      }
    }
  }

  /// Only the size and both ends count: weights that agree there and differ between are too rare to read all for.
  public func hash(into hasher: inout Hasher) {
    withUnsafeBytes { bytes in
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes.prefix(1024)))
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes.suffix(1024)))
    }
  }
}
