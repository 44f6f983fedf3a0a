import EdgeIR

/// Normalises each block of the trailing axes, then scales and shifts it.
///
/// - inputs: x; scale and bias (both optional), of x's type and of the shape of its axes from `axis` on
/// - output: like x. For `.standard` (x - mean) / sqrt(variance + epsilon), for `.rootMeanSquare`
///   x / sqrt(mean of squares + epsilon), times scale, plus bias
///
/// Constraints: C1 floating-point x, scale and bias of one type; C2 `axis` is one of x's axes; C3 scale and bias have
/// the shape of a block; C4 epsilon >= 0.
///
/// Semantics: ONNX LayerNormalization and RMSNormalization. Floats are computed in double precision and rounded once.
public struct LayerNormalization: Operator {
  public static let name = "LayerNormalization"

  public enum Kind: Hashable, Sendable {
    case standard, rootMeanSquare
  }

  public var kind: Kind
  public var axis: Int
  public var epsilon: Float

  public init(_ kind: Kind = .standard, axis: Int, epsilon: Float) {
    self.kind = kind
    self.axis = axis
    self.epsilon = epsilon
  }

  public var quantization: QuantizationRule { .wide }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...3)
    let x = try inputs.required(0)
    let parameters = [inputs.optional(1), inputs.optional(2)].compactMap { $0 }
    guard x.element.isFloat, parameters.allSatisfy({ $0.element == x.element }) else {
      throw OperatorError("C1: expected floats of one type, got \(x) and \(parameters)")
    }
    guard axis >= 0, axis < x.rank else { throw OperatorError("C2: axis \(axis) is out of range for \(x)") }
    guard parameters.allSatisfy({ $0.shape == blockShape(x) }) else {
      throw OperatorError("C3: expected parameters of shape \(blockShape(x)), got \(parameters)")
    }
    guard epsilon >= 0 else { throw OperatorError("C4: expected an epsilon of 0 or more, got \(epsilon)") }
    return [x]
  }

  /// What is normalised together.
  func blockShape(_ x: TensorType) -> [Int] { Array(x.shape[axis...]) }
}
