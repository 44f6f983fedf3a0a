import EdgeIR

/// Numbers as multiples of a scale: `saturate(round(x / scale) + zero point)`, halves to even, NaN as 0.
///
/// - inputs: x, floating point or int32; scale, floating point; zero point (optional, 0 when absent)
/// - output: x's shape, type `element`
///
/// The quotient is computed in the scale's type.
///
/// Constraints: C1 x is floating point or int32, scale floating point; C2 `element` is an integer of at most 32
/// bits; C3 the zero point is of that type; C4 scale and zero point have the shape that `layout` demands.
///
/// Semantics: ONNX QuantizeLinear.
public struct Quantize: Operator {
  public static let name = "Quantize"

  public var element: ElementType
  public var layout: ScaleLayout

  public init(to element: ElementType, layout: ScaleLayout = ScaleLayout()) {
    self.element = element
    self.layout = layout
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...3)
    let x = try inputs.required(0)
    let scale = try inputs.required(1)
    guard x.element.isFloat || x.element == .int32, scale.element.isFloat else {
      throw OperatorError("C1: expected floats or i32 and a floating-point scale, got \(x), \(scale)")
    }
    guard element.isInteger, element.sizeInBytes <= 4 else {
      throw OperatorError("C2: \(element.rawValue) is no quantized type")
    }
    guard inputs.optional(2).map({ $0.element == element }) ?? true else {
      throw OperatorError("C3: expected a zero point of type \(element.rawValue)")
    }
    try layout.check(x, scale: scale, zeroPoint: inputs.optional(2), constraint: "C4")
    return [TensorType(element, x.shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let scale = try inputs.required(1)
    guard let float = scale.element.floatType, let integer = element.integerType else {
      throw OperatorError("C1: expected a floating-point scale, got \(scale.type)")
    }
    return [quantize(float, integer, x, scale, inputs.optional(2))]
  }

  private func quantize<Scale: FloatElement, Result: IntegerElement>(
    _: Scale.Type, _: Result.Type, _ x: Tensor, _ scale: Tensor, _ zeroPoint: Tensor?
  ) -> Tensor {
    let numbers = x.doubles()
    let zeros = zeroPoint?.doubles()
    let scales = scale.elements(as: Scale.self)
    return Tensor.build(x.shape, of: Result.self) { y in
      layout.forEach(x.type) { i, s in
        let quotient = (Scale(numbers[i]) / scales[s]).rounded(.toNearestOrEven)
        y[i] = Result(converting: (quotient.isNaN ? 0 : Double(quotient)) + (zeros?[s] ?? 0))
      }
    }
  }
}
