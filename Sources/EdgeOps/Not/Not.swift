import EdgeIR

/// Turns true into false and false into true.
///
/// - input: x, bool
/// - output: like x
///
/// Constraint: C1 x is bool.
///
/// Semantics: ONNX Not.
public struct Not: Operator {
  public static let name = "Not"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element == .bool else { throw OperatorError("C1: expected bool, got \(x)") }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    [try inputs.required(0).mapElements(of: Bool.self) { !$0 }]
  }
}
