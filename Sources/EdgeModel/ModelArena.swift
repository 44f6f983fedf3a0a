/// The memory that one instance of a model computes in: inputs, outputs and everything between.
public final class ModelArena {
  /// Begins at a multiple of 16.
  public let memory: ModelMemory

  /// - Parameter byteCount: a positive number of bytes. They are zero at first.
  public init(byteCount: Int) {
    let start = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
    start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    memory = ModelMemory(start: start)
  }

  deinit { memory.start.deallocate() }

  /// The `count` elements that begin at a byte offset.
  public func elements<Element: BitwiseCopyable>(
    at offset: Int, count: Int, as type: Element.Type = Element.self
  ) -> UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: memory.at(offset), count: count)
  }

  /// Copies an input to where the model reads it.
  ///
  /// - Parameters:
  ///   - count: the number of elements that the input called `name` has.
  ///   - offset: where it begins, in bytes.
  /// - Throws: `ModelInputError` for another number of values.
  public func write<Element: BitwiseCopyable>(
    _ values: [Element], to name: StaticString, count: Int, at offset: Int
  ) throws {
    guard values.count == count else {
      throw ModelInputError(name: "\(name)", expected: count, actual: values.count)
    }
    _ = elements(at: offset, count: count, as: Element.self).update(fromContentsOf: values)
  }

  /// A copy of an output.
  public func read<Element: BitwiseCopyable>(
    count: Int, at offset: Int, as type: Element.Type = Element.self
  ) -> [Element] {
    Array(elements(at: offset, count: count))
  }
}
