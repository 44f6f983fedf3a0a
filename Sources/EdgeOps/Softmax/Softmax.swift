import EdgeIR

/// exp(x) divided by its sum along one axis, or the logarithm of that.
///
/// - input: x, rank >= 1
/// - output: like x
///
/// Constraints: C1 x is floating point; C2 `axis` is one of x's axes.
///
/// Semantics: ONNX Softmax-13 and LogSoftmax-13.
public struct Softmax: Operator {
  public static let name = "Softmax"

  public var axis: Int
  public var logarithmic: Bool

  public init(axis: Int, logarithmic: Bool = false) {
    self.axis = axis
    self.logarithmic = logarithmic
  }

  /// TFLite fixes both ranges: 0...1, and logarithms from -16 to 0.
  public var quantization: QuantizationRule {
    logarithmic ? .fixed(scale: 16 / 256, zeroPoint: 127) : .fixed(scale: 1 / 256, zeroPoint: -128)
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat else { throw OperatorError("C1: expected floats, got \(x)") }
    guard axis >= 0, axis < x.rank else { throw OperatorError("C2: axis \(axis) is out of range for \(x)") }
    return [x]
  }

  /// The shape as `[outer, axis, inner]`.
  func extents(_ shape: [Int]) -> (outer: Int, axis: Int, inner: Int) {
    (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }
}
