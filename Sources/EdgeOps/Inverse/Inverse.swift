import EdgeIR

/// The inverse of each matrix.
///
/// - input: x `[batch…, n, n]`
/// - output: like x
///
/// Constraints: C1 x is floating point; C2 the last two axes are equal.
///
/// Semantics: ONNX Runtime's Inverse, by Gauss-Jordan elimination with the largest pivot of each column. A matrix
/// that has no inverse gives infinities and NaN.
public struct Inverse: Operator {
  public static let name = "Inverse"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat else { throw OperatorError("C1: expected floats, got \(x)") }
    guard x.rank >= 2, x.shape[x.rank - 1] == x.shape[x.rank - 2] else {
      throw OperatorError("C2: expected square matrices, got \(x)")
    }
    return [x]
  }
}
