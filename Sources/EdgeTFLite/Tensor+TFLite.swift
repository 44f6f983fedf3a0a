import EdgeIR
import EdgeSupport
import TFLiteFormat

extension TensorType {
  /// - Throws: `Diagnostic` E106 for element types and quantization schemes edgec does not compute with, E107 for sizes
  ///   beyond what it computes with, E105 for malformed quantization.
  init(tflite tensor: TFLiteTensor) throws {
    guard let element = ElementType(tflite: tensor.type) ?? Self.unpacked(tensor) else {
      throw Diagnostic.error(
        .unsupportedElementType,
        "expected numbers of at least 8 bits or bools, got elements of type \(tensor.type.schemaName)",
        at: .init(value: tensor.name))
    }
    self.init(element, tensor.shape)
    guard fits(limitInBytes: tensorLimitInBytes) else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected a tensor of at most 4 GiB, got shape \(tensor.shape)",
        at: .init(value: tensor.name))
    }
    quantization = try Quantization.read(tensor, type: self)
  }

  /// Constants of 4 bits are read as bytes.
  private static func unpacked(_ tensor: TFLiteTensor) -> ElementType? {
    tensor.type == .int4 && tensor.buffer != nil ? .int8 : nil
  }
}

/// The constants of one model. Tensors that share a buffer in the file share it here.
struct TFLiteConstants {
  private var storages: [Key: TensorStorage] = [:]
  /// Bytes copied so far. Buffers in a file may overlap, so the file's size does not bound them.
  private var copied = 0

  private struct Key: Hashable {
    let buffer: TFLiteBuffer
    let stored: TFLiteTensorType
  }

  /// The numbers of a constant tensor, copied to where they are aligned.
  ///
  /// - Throws: `Diagnostic` E105 where shape and data disagree, E107 when all constants together are too large.
  mutating func tensor(
    _ type: TensorType, _ buffer: TFLiteBuffer, stored: TFLiteTensorType, name: String
  ) throws -> Tensor {
    let size = stored == .int4 ? (type.elementCount + 1) / 2 : type.sizeInBytes
    guard buffer.count == size else {
      throw Diagnostic.error(
        .malformedTensor, "expected \(size) bytes for \(type), got \(buffer.count)",
        at: .init(value: name), hint: "the file is damaged; convert the model again")
    }
    let key = Key(buffer: buffer, stored: stored == .bool || stored == .int4 ? stored : .int8)
    if let known = storages[key], known.sizeInBytes == type.sizeInBytes {
      return Tensor(type, storage: known)
    }
    let (total, overflow) = copied.addingReportingOverflow(type.sizeInBytes)
    guard !overflow, total <= tensorLimitInBytes else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected constants of at most 4 GiB in all", at: .init(value: name))
    }
    copied = total
    let storage = buffer.withUnsafeBytes { bytes in
      switch stored {
      // A Swift Bool may only hold 0 and 1.
      case .bool: bytes.map { UInt8($0 == 0 ? 0 : 1) }.withUnsafeBytes { TensorStorage(copying: $0) }
      case .int4:
        (0..<type.elementCount).map { index in
          Int8(bitPattern: index % 2 == 0 ? bytes[index / 2] << 4 : bytes[index / 2]) >> 4
        }.withUnsafeBytes { TensorStorage(copying: $0) }
      default: TensorStorage(copying: bytes)
      }
    }
    storages[key] = storage
    return Tensor(type, storage: storage)
  }
}
