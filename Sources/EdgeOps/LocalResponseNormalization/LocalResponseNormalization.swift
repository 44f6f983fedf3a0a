import EdgeIR

/// x divided by a power of the mean square of its neighbours along one axis: the channels.
///
/// - input: x, rank >= 1
/// - output: like x: `x / (bias + alpha / size * sum)^beta`, where the sum is over the squares of the `size` elements
///   from `(size - 1) / 2`, rounded down, before to `(size - 1) / 2`, rounded up, behind, as far as the axis goes
///
/// Constraints: C1 x is floating point; C2 `axis` is one of x's axes; C3 `size` is positive.
///
/// Semantics: ONNX LRN.
public struct LocalResponseNormalization: Operator {
  public static let name = "LocalResponseNormalization"

  public var axis: Int
  public var size: Int
  public var alpha: Float
  public var beta: Float
  public var bias: Float

  public init(axis: Int, size: Int, alpha: Float, beta: Float, bias: Float) {
    self.axis = axis
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.bias = bias
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat else { throw OperatorError("C1: expected floats, got \(x)") }
    guard x.shape.indices.contains(axis) else {
      throw OperatorError("C2: expected \(axis) to be an axis of \(x)")
    }
    guard size > 0, size < 1 << 31 else { throw OperatorError("C3: expected a positive size, got \(size)") }
    return [x]
  }

  /// The shape as `[outer, channels, inner]`.
  func extents(_ shape: [Int]) -> (outer: Int, channels: Int, inner: Int) {
    (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }
}
