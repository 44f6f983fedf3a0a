import EdgeIR
import EdgeSupport
import ONNXFormat

extension Tensor {
  /// A stored tensor's zeros are written out up to this size: a few bytes of a file may stand for any number.
  static let sparseLimitInBytes = 1 << 28

  /// A tensor that is stored by its non-zero elements, with its zeros.
  ///
  /// - Throws: `Diagnostic` E105 where indices and values disagree with each other or the shape, E107 beyond
  ///   `sparseLimitInBytes`, E106 as for dense tensors.
  init(onnx sparse: ONNXSparseTensor) throws {
    let location = Diagnostic.Location(value: sparse.values.name)
    let values = try Tensor(onnx: sparse.values)
    let type = TensorType(values.element, sparse.shape)
    guard type.fits(limitInBytes: Self.sparseLimitInBytes) else {
      throw Diagnostic.error(
        .sizeLimitExceeded,
        "expected a sparse tensor of at most \(Self.sparseLimitInBytes) bytes, got shape \(sparse.shape)",
        at: location, hint: "store it densely, or make it smaller")
    }
    let positions = try Self.positions(sparse, count: values.elementCount, in: type)
    let size = type.element.sizeInBytes
    var bytes = [UInt8](repeating: 0, count: type.sizeInBytes)
    for (source, position) in positions.enumerated() {
      for byte in 0..<size { bytes[position * size + byte] = values.storage.bytes[source * size + byte] }
    }
    self.init(type, storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }

  /// Where each stored value goes.
  private static func positions(
    _ sparse: ONNXSparseTensor, count: Int, in type: TensorType
  ) throws -> [Int] {
    func malformed(_ problem: String) -> Diagnostic {
      .error(
        .malformedTensor, problem, at: .init(value: sparse.values.name), hint: "store the tensor densely")
    }
    let indices = try Tensor(onnx: sparse.indices)
    let isLinear = indices.shape == [count]
    guard isLinear || indices.shape == [count, type.rank], indices.element == .int64,
      let numbers = indices.integers()
    else {
      throw malformed(
        "expected int64 indices of shape [\(count)] or [\(count),\(type.rank)], got \(indices.type)")
    }
    let width = isLinear ? 1 : type.rank
    let (limits, strides) = isLinear ? ([type.elementCount], [1]) : (type.shape, rowMajorStrides(type.shape))
    return try (0..<count).map { entry in
      var position = 0
      for axis in 0..<width {
        let index = numbers[entry * width + axis]
        guard (0..<limits[axis]).contains(index) else {
          throw malformed("index \(index) is out of range for shape \(type.shape)")
        }
        position += index * strides[axis]
      }
      return position
    }
  }
}
