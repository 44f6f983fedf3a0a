/// The memory that a part of a model computes in. What a place in it holds follows from where the place is used.
public struct ModelMemory {
  @usableFromInline let start: UnsafeMutableRawPointer

  @usableFromInline
  init(start: UnsafeMutableRawPointer) { self.start = start }

  /// The place at a byte offset, for elements of a type.
  @inlinable
  public func at<Element>(_ offset: Int) -> UnsafeMutablePointer<Element> {
    (start + offset).assumingMemoryBound(to: Element.self)
  }

  /// The place at a byte offset.
  @inlinable
  public func at(_ offset: Int) -> UnsafeMutableRawPointer { start + offset }

  /// The memory that begins at a byte offset.
  @inlinable
  public func at(_ offset: Int) -> ModelMemory { ModelMemory(start: start + offset) }
}
