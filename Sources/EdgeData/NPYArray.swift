public import EdgeIR
import EdgeSupport

/// A numpy array in a file: its type is known at once, its elements are read on demand.
struct NPYArray {
  let header: NPYHeader
  let source: ByteSource

  var type: TensorType { header.type }

  init(_ source: ByteSource) throws {
    header = try NPYHeader(reading: source)
    self.source = source
  }

  /// Bytes that are nothing but elements of `type`.
  init(raw source: ByteSource, type: TensorType) {
    header = NPYHeader(raw: type)
    self.source = source
  }

  func read() throws -> Tensor {
    let stored = header.isFortranOrder ? type.with(shape: type.shape.reversed()) : type
    let tensor = try readElements(stored, at: header.dataOffset)
    return header.isFortranOrder ? tensor.axesReversed() : tensor
  }

  /// The elements at `index` of the first axis; nil for a column-major array, where they are scattered.
  func read(row index: Int) throws -> Tensor? {
    if header.isFortranOrder { return nil }
    let row = type.with(shape: Array(type.shape.dropFirst()))
    return try readElements(row, at: header.dataOffset + index * row.sizeInBytes)
  }

  private func readElements(_ type: TensorType, at offset: Int) throws -> Tensor {
    func read<Element: TensorElement>(_: Element.Type) throws -> Tensor {
      // Refuses before the allocation when the file is shorter.
      let elements = try source.slice(at: offset, size: type.sizeInBytes)
      return try Tensor.build(type.shape, of: Element.self) { buffer in
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        try elements.read(at: 0, into: bytes)
        if header.isBigEndian { swapBytes(bytes, width: type.element.sizeInBytes) }
        if type.element == .bool { normalizeBools(bytes) }
      }
    }
    return try read(type.element.swiftType)
  }
}

/// Reverses each group of `width` bytes.
private func swapBytes(_ bytes: UnsafeMutableRawBufferPointer, width: Int) {
  for start in stride(from: 0, to: bytes.count, by: width) {
    for i in 0..<(width / 2) { bytes.swapAt(start + i, start + width - 1 - i) }
  }
}

/// numpy takes every byte but zero for true; a Swift Bool may only hold 0 and 1.
private func normalizeBools(_ bytes: UnsafeMutableRawBufferPointer) {
  for i in bytes.indices where bytes[i] > 1 { bytes[i] = 1 }
}

extension Tensor {
  /// The tensor with its axes in reverse order.
  fileprivate func axesReversed() -> Tensor {
    func reverse<Element: TensorElement>(_: Element.Type) -> Tensor {
      let target = Array(shape.reversed())
      let strides = Array(rowMajorStrides(shape).reversed())
      return withElements(of: Element.self) { source in
        Tensor.build(target, of: Element.self) { buffer in
          var index = [Int](repeating: 0, count: target.count)
          var position = 0
          for i in buffer.indices {
            buffer[i] = source[position]
            var axis = target.count - 1
            while axis >= 0 {
              index[axis] += 1
              position += strides[axis]
              if index[axis] < target[axis] { break }
              position -= strides[axis] * target[axis]
              index[axis] = 0
              axis -= 1
            }
          }
        }
      }
    }
    return reverse(element.swiftType)
  }
}

/// numpy's `.npy` format.
public enum NPY {
  /// The array in `bytes`, row-major and in this machine's byte order whatever the file's.
  ///
  /// - Throws: `Diagnostic` E702, naming `path`; E107 for sizes beyond what edgec computes with.
  public static func decode(_ bytes: [UInt8], path: String) throws -> Tensor {
    try NPYArray(ByteSource(bytes, path: path)).read()
  }

  /// The file numpy.save writes for the same array, byte for byte.
  public static func encode(_ tensor: Tensor) -> [UInt8] {
    NPYHeader.encode(tensor.type) + Array(tensor.storage.bytes)
  }
}
