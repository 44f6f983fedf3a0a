import EdgeIR

/// Which scale and zero point belong to which element: one for all, one for each position of an axis, or one for
/// each block of positions of an axis.
public struct ScaleLayout: Hashable, Sendable {
  /// nil when all elements share one scale.
  public var axis: Int?
  /// How many neighbours along `axis` share a scale; nil when none do.
  public var blockSize: Int?

  public init(axis: Int? = nil, blockSize: Int? = nil) {
    self.axis = axis
    self.blockSize = blockSize
  }

  /// The shape that scales of `x` have; nil when `x` has no such axis or the block size is not positive.
  func scaleShape(_ x: TensorType) -> [Int]? {
    guard let axis else { return [] }
    guard x.shape.indices.contains(axis) else { return nil }
    guard let blockSize else { return [x.shape[axis]] }
    guard blockSize > 0 else { return nil }
    var shape = x.shape
    shape[axis] = shape[axis] / blockSize + (shape[axis] % blockSize == 0 ? 0 : 1)
    return shape
  }

  /// Throws unless scale and zero point fit x.
  func check(_ x: TensorType, scale: TensorType, zeroPoint: TensorType?, constraint: String) throws {
    let shape = scaleShape(x)
    func fits(_ type: TensorType) -> Bool {
      axis == nil ? type.elementCount == 1 && type.rank <= 1 : type.shape == shape
    }
    guard fits(scale), zeroPoint.map(fits) ?? true else {
      throw OperatorError(
        "\(constraint): expected scale and zero point of shape \(shape ?? []) for \(x), got \(scale)")
    }
  }

  /// For each element of x, in row-major order, the position of its scale.
  func forEach(_ x: TensorType, _ body: (_ element: Int, _ scale: Int) -> Void) {
    guard let axis, let scales = scaleShape(x) else {
      for i in 0..<x.elementCount { body(i, 0) }
      return
    }
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let size = x.shape[axis]
    for i in 0..<x.elementCount {
      let position = i / inner % size
      guard let blockSize else {
        body(i, position)
        continue
      }
      let block = i / (inner * size) * scales[axis] + position / blockSize
      body(i, block * inner + i % inner)
    }
  }

  /// `[outer, axis, inner]` as kernels take it.
  func kernelSizes(_ x: TensorType) -> [Int] {
    guard let axis else { return [1, 1, x.elementCount] }
    return [x.shape[..<axis].reduce(1, *), x.shape[axis], x.shape[(axis + 1)...].reduce(1, *)]
  }

  /// The shape under which a scale or zero point broadcasts over x; nil for blocks.
  func broadcastShape(_ x: TensorType) -> [Int]? {
    guard let axis else { return [] }
    guard blockSize == nil else { return nil }
    return x.shape.indices[axis...].map { $0 == axis ? x.shape[axis] : 1 }
  }
}
