import EdgeIR
import EdgeSupport

/// A stored array that was found to fit a graph input or output.
struct BoundArray {
  let array: StoredArray
  let type: TensorType
  /// Samples along the array's leading axis; 1 where the array is the sample.
  let count: Int

  /// - Throws: `Diagnostic` E701 when the element type cannot be widened to the expected one without loss, or
  ///   the shape is neither the expected one nor that of several samples.
  init(_ array: StoredArray, name: String, type: TensorType) throws {
    self.array = array
    self.type = type
    guard array.type.element.widens(to: type.element) else {
      throw BoundArray.mismatch(
        array, name, type,
        hint: "nothing is converted silently: save it as \(type.element.rawValue), "
          + "e.g. array.astype('\(type.element.numpyCode)')")
    }
    guard let count = BoundArray.sampleCount(of: array.type.shape, as: type.shape) else {
      let shape = type.shape.map(String.init)
      let batch = (["N"] + (type.shape.first == 1 ? shape.dropFirst() : shape[...])).joined(separator: ",")
      throw BoundArray.mismatch(array, name, type, hint: "one sample is \(type), N samples are [\(batch)]")
    }
    self.count = count
  }

  func read(_ index: Int) throws -> Tensor {
    let isWhole = array.type.shape == type.shape
    let tensor = isWhole ? try array.read() : try array.read(row: index).reshaped(type.shape)
    return tensor.widened(to: type.element)
  }

  /// An array of the expected shape is one sample; otherwise its leading axis counts samples, which come with the model's
  /// shape but for axes of size 1: without its batch dimension, or one number each as `[N, 1]`.
  private static func sampleCount(of stored: [Int], as expected: [Int]) -> Int? {
    if stored == expected { return 1 }
    guard let count = stored.first else { return nil }
    return stored.dropFirst().filter { $0 != 1 } == expected.filter { $0 != 1 } ? count : nil
  }

  private static func mismatch(_ array: StoredArray, _ name: String, _ type: TensorType, hint: String)
    -> Diagnostic
  {
    .error(
      .dataMismatch, "expected \(type), got \(array.type)", at: .init(file: array.path, value: name),
      hint: hint)
  }
}

extension ElementType {
  /// Whether every value can be kept by a wider type of the same kind.
  func widens(to wider: ElementType) -> Bool {
    if self == wider { return true }
    guard sizeInBytes < wider.sizeInBytes else { return false }
    return (isFloat && wider.isFloat) || (isInteger && wider.isInteger && (isUnsigned || !wider.isUnsigned))
  }

  private var isUnsigned: Bool {
    switch self {
    case .uint8, .uint16, .uint32, .uint64: true
    case .float16, .float32, .float64, .int8, .int16, .int32, .int64, .bool: false
    }
  }
}

extension Tensor {
  /// The same values in a type that `widens(to:)` allows.
  fileprivate func widened(to wider: ElementType) -> Tensor {
    func floats<From: FloatElement, To: FloatElement>(_: From.Type, _: To.Type) -> Tensor {
      withElements(of: From.self) { source in Tensor(shape, source.map { To($0) }) }
    }
    func integers<From: IntegerElement, To: IntegerElement>(_: From.Type, _: To.Type) -> Tensor {
      withElements(of: From.self) { source in Tensor(shape, source.map { To(truncatingIfNeeded: $0) }) }
    }
    if element == wider { return self }
    if let from = element.floatType, let to = wider.floatType { return floats(from, to) }
    if let from = element.integerType, let to = wider.integerType { return integers(from, to) }
    return self
  }
}
