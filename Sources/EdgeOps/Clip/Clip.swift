import EdgeIR

/// Limits every element to a range; NaN stays NaN.
///
/// - input: x, any shape, any numeric type
/// - output: like x
///
/// Constraint: C1 x is numeric.
///
/// Semantics: ONNX Clip; Relu is the range [0, ∞].
public struct Clip: Operator {
  public static let name = "Clip"

  public var lower: Double
  public var upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The range for operators that carry it as an activation of float32 results.
  public var clamp: Clamp { Clamp(lower: Float(lower), upper: Float(upper)) }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.numericType != nil else { throw OperatorError("C1: expected numbers, got \(x)") }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    func clip<Element: NumericElement>(_: Element.Type) -> Tensor {
      let low = lower == -.infinity ? Element.lowest : Element(converting: lower)
      let high = upper == .infinity ? Element.highest : Element(converting: upper)
      return x.mapElements(of: Element.self) { value in
        let raised = value < low ? low : value
        return raised > high ? high : raised
      }
    }
    guard let type = x.element.numericType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    return [clip(type)]
  }
}
