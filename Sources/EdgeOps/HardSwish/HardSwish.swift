import EdgeIR

/// x * max(0, min(1, x / 6 + 1/2)), element by element.
///
/// - input: x, any shape, floating-point
/// - output: like x
///
/// Constraint: C1 x is floating-point.
///
/// Semantics: ONNX HardSwish.
public struct HardSwish: Operator {
  public static let name = "HardSwish"

  public init() {}

  public var quantization: QuantizationRule { .free }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat else { throw OperatorError("C1: expected floats, got \(x)") }
    return [x]
  }
}
