/// The constant data of a model, shared by all its instances.
///
/// Source code carries them as text: literals of arrays take compilers minutes.
public struct ModelWeights: @unchecked Sendable {
  /// A multiple of 16, valid for the life of the process.
  @usableFromInline let start: UnsafeRawPointer

  /// Decodes Base64 (RFC 4648, line breaks allowed) of `byteCount` bytes into memory that is never freed.
  ///
  /// The text comes from edgec: one of another length is a mistake in the program.
  public init(_ text: StaticString, byteCount: Int) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, byteCount), alignment: 16)
    start = UnsafeRawPointer(memory)
    let bytes = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: UInt8.self, capacity: byteCount), count: byteCount)
    let count = text.withUTF8Buffer { Base64.decode($0, into: bytes) }
    precondition(count == byteCount, "expected \(byteCount) bytes of weights, got \(count)")
  }

  /// The elements that begin at a byte offset.
  @inlinable
  public func at<Element>(_ offset: Int) -> UnsafePointer<Element> {
    (start + offset).assumingMemoryBound(to: Element.self)
  }
}
