/// A type and the numbers. Immutable; copying one copies a reference.
public struct Tensor: Sendable {
  public let type: TensorType
  public let storage: TensorStorage

  public var shape: [Int] { type.shape }
  public var element: ElementType { type.element }
  public var elementCount: Int { type.elementCount }

  /// `storage` must hold exactly the type's bytes.
  public init(_ type: TensorType, storage: TensorStorage) {
    precondition(storage.sizeInBytes == type.sizeInBytes, "storage does not fit \(type)")
    self.type = type
    self.storage = storage
  }

  public init<Element: TensorElement>(_ shape: [Int], _ elements: [Element]) {
    let type = TensorType(Element.elementType, shape)
    precondition(elements.count == type.elementCount, "\(elements.count) elements do not fit \(type)")
    self.init(type, storage: elements.withUnsafeBytes { TensorStorage(copying: $0) })
  }

  public init<Element: TensorElement>(scalar: Element) { self.init([], [scalar]) }

  /// A new tensor whose elements `fill` writes; they start as zero.
  public static func build<Element: TensorElement>(
    _ shape: [Int], of _: Element.Type = Element.self,
    _ fill: (UnsafeMutableBufferPointer<Element>) throws -> Void
  ) rethrows -> Tensor {
    let type = TensorType(Element.elementType, shape)
    let storage = TensorStorage(zeroed: type.sizeInBytes)
    try fill(storage.mutableBytes.bindMemory(to: Element.self))
    return Tensor(type, storage: storage)
  }

  /// The elements, in row-major order. `Element` must be the tensor's own type.
  @inlinable public func withElements<Element: TensorElement, Result>(
    of _: Element.Type = Element.self, _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    precondition(Element.elementType == element, "elements are \(element.rawValue)")
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.bytes.bindMemory(to: Element.self))
  }

  public func elements<Element: TensorElement>(as type: Element.Type = Element.self) -> [Element] {
    withElements(of: type) { Array($0) }
  }

  /// Every element as a double, whatever the type; bool as 0 and 1.
  public func doubles() -> [Double] {
    func convert<Element: NumericElement>(_: Element.Type) -> [Double] {
      withElements(of: Element.self) { $0.map(\.asDouble) }
    }
    guard let numeric = element.numericType else { return elements(as: Bool.self).map { $0 ? 1 : 0 } }
    return convert(numeric)
  }

  /// Every element as an `Int`, for tensors of integers or bool; nil for floats or values beyond `Int`.
  public func integers() -> [Int]? {
    func convert<Element: IntegerElement>(_: Element.Type) -> [Int]? {
      withElements(of: Element.self) { elements in
        var result: [Int] = []
        for element in elements {
          guard let value = Int(exactly: element) else { return nil }
          result.append(value)
        }
        return result
      }
    }
    if element == .bool { return elements(as: Bool.self).map { $0 ? 1 : 0 } }
    return element.integerType.flatMap { convert($0) }
  }

  /// The same elements under another shape of equal size; shares the storage.
  public func reshaped(_ shape: [Int]) -> Tensor { Tensor(type.with(shape: shape), storage: storage) }

  /// The same elements, which stand for what `type` says; only in that may it differ. Shares the storage.
  public func `as`(_ type: TensorType?) -> Tensor {
    guard let type, type.plain == self.type.plain else { return self }
    return Tensor(type, storage: storage)
  }

  /// Equal type and equal bits.
  public func isIdentical(to other: Tensor) -> Bool {
    type == other.type
      && (storage === other.storage || storage.bytes.elementsEqual(other.storage.bytes))
  }
}

/// Bytes that do not change once a tensor holds them, 16-byte aligned when edgec allocated them.
public final class TensorStorage: @unchecked Sendable {
  public let bytes: UnsafeRawBufferPointer
  private let owner: AnyObject?

  public var sizeInBytes: Int { bytes.count }

  fileprivate var mutableBytes: UnsafeMutableRawBufferPointer { .init(mutating: bytes) }

  /// Bytes that stay valid and unchanged as long as `owner` lives. They are used in place when aligned to 8.
  public init(owner: AnyObject, bytes: UnsafeRawBufferPointer) {
    self.owner = owner
    self.bytes = bytes
  }

  public init(zeroed sizeInBytes: Int) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(sizeInBytes, 1), alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    owner = nil
    bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<sizeInBytes])
  }

  public convenience init(copying source: UnsafeRawBufferPointer) {
    self.init(zeroed: source.count)
    mutableBytes.copyMemory(from: source)
  }

  deinit {
    if owner == nil { bytes.deallocate() }
  }
}
