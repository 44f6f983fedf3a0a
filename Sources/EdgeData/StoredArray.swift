import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// An array in a file, whose type is known before its elements are read.
final class StoredArray {
  let type: TensorType
  /// The file, for messages.
  let path: String
  private let numpy: NPYArray?
  /// Everything, where the elements of one sample cannot be read alone.
  private var whole: Tensor?

  init(_ numpy: NPYArray, path: String) {
    type = numpy.type
    self.path = path
    self.numpy = numpy
  }

  /// Opens a `.npy`, `.npz` (of one array), `.pb` or `.bin` file. The first two are recognised by their
  /// content, the others by their names.
  ///
  /// - Parameter declared: What a `.bin` holds; without it such a file cannot be read. A file of several times
  ///   its size is an array with one more axis in front.
  init(path: String, declared: TensorType?) throws {
    let source = try ByteSource(path: path)
    self.path = path
    switch try TensorFile.Format(of: source) {
    case .npy:
      let array = try NPYArray(source)
      (type, numpy) = (array.type, array)
    case .npz:
      let array = try NPZ(source).onlyArray()
      (type, numpy) = (array.type, array)
    case .tensorProto:
      let tensor = try TensorFile.decodeTensorProto(source.bytes(at: 0, count: source.size), path: path)
      (type, numpy, whole) = (tensor.type, nil, tensor)
    case .raw:
      let raw = try StoredArray.rawType(of: source, declared: declared)
      (type, numpy) = (raw, NPYArray(raw: source, type: raw))
    }
  }

  private static func rawType(of source: ByteSource, declared: TensorType?) throws -> TensorType {
    guard let declared else {
      throw malformedData(
        "has no element type or shape of its own", source.path,
        hint: "declare them, or store the tensor as .npy")
    }
    let size = declared.sizeInBytes
    guard size > 0, source.size > 0, source.size % size == 0 else {
      guard size == source.size else {
        throw Diagnostic.error(
          .dataMismatch, "expected \(size) bytes for \(declared), got \(source.size)",
          at: .init(file: source.path))
      }
      return declared
    }
    let count = source.size / size
    return count == 1 ? declared : declared.with(shape: [count] + declared.shape)
  }

  func read() throws -> Tensor {
    if let whole { return whole }
    guard let numpy else { throw malformedData("holds no array", path) }
    return try numpy.read()
  }

  /// The elements at `index` of the first axis, which the caller knows to exist.
  func read(row index: Int) throws -> Tensor {
    if whole == nil, let row = try numpy?.read(row: index) { return row }
    let tensor = try read()
    whole = tensor
    return tensor.row(index)
  }
}

extension NPZ {
  /// - Throws: `Diagnostic` E702 unless the archive holds exactly one array.
  func onlyArray() throws -> NPYArray {
    guard names.count == 1, let array = try open(names[0]) else {
      throw malformedData(
        "expected an archive of one array, got \(names.count)", path, hint: "store the tensor as .npy")
    }
    return array
  }
}

extension Tensor {
  fileprivate func row(_ index: Int) -> Tensor {
    let row = type.with(shape: Array(shape.dropFirst()))
    let start = index * row.sizeInBytes
    let bytes = UnsafeRawBufferPointer(rebasing: storage.bytes[start..<(start + row.sizeInBytes)])
    return withExtendedLifetime(storage) { Tensor(row, storage: TensorStorage(copying: bytes)) }
  }
}
