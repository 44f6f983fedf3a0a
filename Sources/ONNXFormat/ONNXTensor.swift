/// A constant tensor (TensorProto). Its data fit its shape; both were checked when it was decoded.
public struct ONNXTensor: Equatable, Sendable {
  public var name: String
  public var elementType: ONNXElementType
  /// Never negative; empty for a scalar.
  public var shape: [Int]
  public var data: ONNXTensorData

  public init(name: String = "", elementType: ONNXElementType, shape: [Int], data: ONNXTensorData) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
    self.data = data
  }
}

/// A tensor that lists only its non-zero elements (SparseTensorProto).
public struct ONNXSparseTensor: Equatable, Sendable {
  /// 1-D of `N` elements; its name is the sparse tensor's name.
  public var values: ONNXTensor
  /// int64: `[N]` linear indices or `[N, rank]` coordinates, ascending.
  public var indices: ONNXTensor
  public var shape: [Int]

  public init(values: ONNXTensor, indices: ONNXTensor, shape: [Int]) {
    self.values = values
    self.indices = indices
    self.shape = shape
  }
}

/// A tensor's elements in row-major order.
public enum ONNXTensorData: Equatable, Sendable {
  /// Little-endian, packed as ONNX's `raw_data`: the first of several elements in a byte has its lowest bits.
  case bytes(ONNXBytes)
  case strings([[UInt8]])

  /// The bytes; none for strings.
  public var bytes: ONNXBytes {
    switch self {
    case .bytes(let bytes): bytes
    case .strings: ONNXBytes()
    }
  }

  /// The number of bytes; 0 for strings.
  public var count: Int { bytes.count }

  /// The object that keeps `baseAddress` valid.
  public var owner: AnyObject { bytes.owner }

  /// Aligned for the tensor's element type. Nil when there are no bytes.
  public var baseAddress: UnsafeRawPointer? { bytes.baseAddress }

  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes(body)
  }
}

/// Immutable bytes that stay where the decoder put them: another tensor type may point to them without a copy
/// as long as it keeps `owner`.
public struct ONNXBytes: Equatable, @unchecked Sendable {
  /// Nil when there are no bytes.
  public let baseAddress: UnsafeRawPointer?
  public let count: Int
  /// Keeps the memory alive. What it is does not matter.
  public let owner: AnyObject

  init(baseAddress: UnsafeRawPointer?, count: Int, owner: AnyObject) {
    self.baseAddress = count == 0 ? nil : baseAddress
    self.count = count
    self.owner = owner
  }

  public init() {
    self.init(baseAddress: nil, count: 0, owner: HeapBytes.none)
  }

  /// A copy.
  public init(_ bytes: [UInt8]) {
    let heap = bytes.withUnsafeBytes { HeapBytes(copying: $0) }
    self.init(baseAddress: heap.baseAddress, count: bytes.count, owner: heap)
  }

  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(owner) {
      try body(UnsafeRawBufferPointer(start: baseAddress, count: count))
    }
  }

  public static func == (a: ONNXBytes, b: ONNXBytes) -> Bool {
    a.withUnsafeBytes { x in b.withUnsafeBytes { y in x.elementsEqual(y) } }
  }

  /// A copy.
  public var array: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}

/// Bytes that were copied, because they had to be or because the caller asked.
final class HeapBytes: @unchecked Sendable {
  static let none = HeapBytes(copying: UnsafeRawBufferPointer(start: nil, count: 0))

  let baseAddress: UnsafeRawPointer

  init(copying source: UnsafeRawBufferPointer) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(source.count, 1), alignment: 16)
    if let start = source.baseAddress { memory.copyMemory(from: start, byteCount: source.count) }
    baseAddress = UnsafeRawPointer(memory)
  }

  deinit { baseAddress.deallocate() }
}
