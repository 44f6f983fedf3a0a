/// What is known of a value before it exists: element type and shape.
///
/// Shapes are row-major and fully known: every dimension is >= 0. A scalar has the empty shape.
public struct TensorType: Hashable, Sendable, CustomStringConvertible {
  public var element: ElementType
  public var shape: [Int]
  /// What integers stand for; nil when they stand for themselves.
  public var quantization: Quantization?

  public init(_ element: ElementType, _ shape: [Int], quantization: Quantization? = nil) {
    self.element = element
    self.shape = shape
    self.quantization = quantization
  }

  public var rank: Int { shape.count }
  public var elementCount: Int { shape.reduce(1, *) }
  public var sizeInBytes: Int { elementCount * element.sizeInBytes }

  /// `f32[1,8,8,16]`, `i8[1,8,8,16]{0.05-3}`
  public var description: String {
    let plain = "\(element.rawValue)[\(shape.map(String.init).joined(separator: ","))]"
    return quantization.map { "\(plain){\($0)}" } ?? plain
  }

  /// The type of the integers themselves.
  public var plain: TensorType { TensorType(element, shape) }

  /// The same elements in another shape. Scales that differ along an axis have no place in it.
  public func with(shape: [Int]) -> TensorType {
    TensorType(element, shape, quantization: quantization?.axis == nil ? quantization : nil)
  }

  /// True when the size in bytes is computable and below `limitInBytes`; shapes that come from files must
  /// pass this before anything is allocated or multiplied. A dimension of zero does not excuse the others:
  /// strides and partial products are computed with them.
  public func fits(limitInBytes: Int) -> Bool {
    var bytes = element.sizeInBytes
    for dimension in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: max(dimension, 1))
      if overflow || dimension < 0 || product > limitInBytes { return false }
      bytes = product
    }
    return true
  }
}

/// The largest tensor edgec computes with: 4 GiB.
public let tensorLimitInBytes = 1 << 32

/// Row-major strides, in elements.
public func rowMajorStrides(_ shape: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in stride(from: shape.count - 2, through: 0, by: -1) {
    strides[axis] = strides[axis + 1] * shape[axis + 1]
  }
  return strides
}

/// The shape two operands are stretched to, right-aligned, or nil when they do not fit
/// (ONNX "Multidirectional Broadcasting").
public func broadcastShape(_ a: [Int], _ b: [Int]) -> [Int]? {
  var result: [Int] = []
  for i in 0..<max(a.count, b.count) {
    let x = i < a.count ? a[a.count - 1 - i] : 1
    let y = i < b.count ? b[b.count - 1 - i] : 1
    guard x == y || x == 1 || y == 1 else { return nil }
    result.append(x == 1 ? y : x)
  }
  return result.reversed()
}

/// Strides, in elements, with which an operand of `shape` is read while walking `target`: stretched axes step by 0.
public func broadcastStrides(_ shape: [Int], to target: [Int]) -> [Int] {
  let own = rowMajorStrides(shape)
  let missing = target.count - shape.count
  return target.indices.map { axis in
    let i = axis - missing
    return i < 0 || shape[i] == 1 ? 0 : own[i]
  }
}
