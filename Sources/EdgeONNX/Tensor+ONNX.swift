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
