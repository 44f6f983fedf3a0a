import EdgeIR

/// Turns true into false and false into true; of integers, every bit.
///
/// - input: x, bool or integers
/// - output: like x
///
/// Constraint: C1 x is bool or of integers.
///
/// Semantics: ONNX Not, BitwiseNot.
public struct Not: Operator {
  public static let name = "Not"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard !x.element.isFloat else { throw OperatorError("C1: expected bool or integers, got \(x)") }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    func complement<Element: IntegerElement>(_ type: Element.Type) -> Tensor {
      x.mapElements(of: type) { ~$0 }
    }
    if let integer = x.element.integerType { return [complement(integer)] }
    return [x.mapElements(of: Bool.self) { !$0 }]
  }
}
