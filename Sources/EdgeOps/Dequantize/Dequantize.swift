import EdgeIR

/// The numbers that quantized ones stand for: `(x - zero point) * scale`.
///
/// - inputs: x, an integer type; scale, floating point; zero point (optional, 0 when absent)
/// - output: x's shape, the scale's type
///
/// Constraints: C1 x is an integer of at most 32 bits, scale floating point; C2 the zero point is of x's type; C3
/// scale and zero point have the shape that `layout` demands.
///
/// Semantics: ONNX DequantizeLinear.
public struct Dequantize: NumberDecoding {
  public static let name = "Dequantize"

  public var layout: ScaleLayout

  public init(layout: ScaleLayout = ScaleLayout()) { self.layout = layout }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...3)
    let x = try inputs.required(0)
    let scale = try inputs.required(1)
    guard x.element.isInteger, x.element.sizeInBytes <= 4, scale.element.isFloat else {
      throw OperatorError("C1: expected integers and a floating-point scale, got \(x), \(scale)")
    }
    guard inputs.optional(2).map({ $0.element == x.element }) ?? true else {
      throw OperatorError("C2: expected a zero point of type \(x.element.rawValue)")
    }
    try layout.check(x, scale: scale, zeroPoint: inputs.optional(2), constraint: "C3")
    return [TensorType(scale.element, x.shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let scale = try inputs.required(1)
    guard let float = scale.element.floatType else {
      throw OperatorError("C1: expected a floating-point scale, got \(scale.type)")
    }
    return [dequantize(float, x, scale, inputs.optional(2))]
  }

  private func dequantize<Scale: FloatElement>(
    _: Scale.Type, _ x: Tensor, _ scale: Tensor, _ zeroPoint: Tensor?
  ) -> Tensor {
    let numbers = x.doubles()
    let zeros = zeroPoint?.doubles()
    let scales = scale.elements(as: Scale.self)
    return Tensor.build(x.shape, of: Scale.self) { y in
      layout.forEach(x.type) { i, s in y[i] = Scale(numbers[i] - (zeros?[s] ?? 0)) * scales[s] }
    }
  }
}
