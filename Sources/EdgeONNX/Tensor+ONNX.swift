public import EdgeIR
import EdgeSupport
public import ONNXFormat

extension ElementType {
  /// Nil for the types edgec does not compute with: strings, complex numbers, and floats and integers of
  /// less than eight bits or in formats that Swift lacks.
  public init?(onnx: ONNXElementType) {
    guard let element = ElementType.allCases.first(where: { $0.onnx == onnx }) else { return nil }
    self = element
  }

  public var onnx: ONNXElementType {
    switch self {
    case .float16: .float16
    case .float32: .float
    case .float64: .double
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    case .bool: .bool
    }
  }
}

extension Tensor {
  /// The same numbers, in the decoder's memory.
  ///
  /// - Throws: `Diagnostic` E106 for element types edgec does not compute with, E105 where shape and data
  ///   disagree, E107 for sizes beyond what edgec computes with. The location names the tensor, not the file.
  public init(onnx tensor: ONNXTensor) throws {
    guard let element = ElementType(onnx: tensor.elementType) else {
      throw Diagnostic.error(
        .unsupportedElementType, "expected numbers or bools, got elements of type \(tensor.elementType.name)",
        at: .init(value: tensor.name))
    }
    let type = TensorType(element, tensor.shape)
    guard type.fits(limitInBytes: tensorLimitInBytes) else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected a tensor of at most 4 GiB, got shape \(tensor.shape)",
        at: .init(value: tensor.name))
    }
    guard tensor.data.count == type.sizeInBytes else {
      throw Diagnostic.error(
        .malformedTensor, "expected \(type.sizeInBytes) bytes for \(type), got \(tensor.data.count)",
        at: .init(value: tensor.name))
    }
    self.init(type, storage: Tensor.storage(of: tensor.data, element))
  }

  private static func storage(of data: ONNXTensorData, _ element: ElementType) -> TensorStorage {
    data.withUnsafeBytes { bytes in
      // A Swift Bool may only hold 0 and 1.
      if element == .bool, bytes.contains(where: { $0 > 1 }) {
        return bytes.map { UInt8($0 == 0 ? 0 : 1) }.withUnsafeBytes { TensorStorage(copying: $0) }
      }
      return bytes.isEmpty ? TensorStorage(zeroed: 0) : TensorStorage(owner: data.owner, bytes: bytes)
    }
  }

  /// The tensor as a named ONNX constant. Copies the numbers.
  public func onnx(name: String) -> ONNXTensor {
    ONNXTensor(
      name: name, elementType: element.onnx, shape: shape, data: .bytes(ONNXBytes(Array(storage.bytes))))
  }
}

extension ONNXElementType {
  /// Integers of 2 and 4 bits, which are stored packed.
  var isNarrowInteger: Bool { narrowInteger != nil }

  fileprivate var narrowInteger: (bits: Int, isSigned: Bool)? {
    switch self {
    case .int4: (4, true)
    case .uint4: (4, false)
    case .int2: (2, true)
    case .uint2: (2, false)
    default: nil
    }
  }
}

extension Tensor {
  /// As `init(onnx:)`, with integers of 2 and 4 bits as i8 and u8.
  init(widening tensor: ONNXTensor) throws {
    guard let (bits, isSigned) = tensor.elementType.narrowInteger else {
      try self.init(onnx: tensor)
      return
    }
    let type = TensorType(isSigned ? .int8 : .uint8, tensor.shape)
    guard type.fits(limitInBytes: tensorLimitInBytes) else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected a tensor of at most 4 GiB, got shape \(tensor.shape)",
        at: .init(value: tensor.name))
    }
    let perByte = 8 / bits
    guard tensor.data.count == (type.elementCount + perByte - 1) / perByte else {
      throw Diagnostic.error(
        .malformedTensor, "expected \(type.elementCount) packed elements, got \(tensor.data.count) bytes",
        at: .init(value: tensor.name))
    }
    let bytes = tensor.data.withUnsafeBytes { packed in
      (0..<type.elementCount).map { i -> UInt8 in
        let high = packed[i / perByte] << UInt8(8 - bits - i % perByte * bits)
        return isSigned
          ? UInt8(bitPattern: Int8(bitPattern: high) >> Int8(8 - bits)) : high >> UInt8(8 - bits)
      }
    }
    self.init(type, storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }
}
