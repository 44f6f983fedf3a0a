import EdgeIR

/// 32-bit sums of products as quantized numbers of another scale:
/// `saturate(round(float(x) * multiplier) + zero point)`, halves to even, NaN as 0.
///
/// - inputs: x, i32; multiplier, f32: the operands' scales over the result's; zero point (optional, 0 when absent)
/// - output: x's shape, type `element`
///
/// x is rounded to float32 and the product is a float32, as in ONNX Runtime, whose results these are bit by bit.
///
/// Constraints: C1 x is i32, multiplier f32; C2 `element` is an integer of at most 16 bits; C3 the zero point is one
/// element of that type; C4 the multiplier has the shape that `layout` demands, which has no blocks.
///
/// Semantics: the last step of ONNX QLinearConv and QLinearMatMul.
public struct Requantize: Operator {
  public static let name = "Requantize"

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
    let multiplier = try inputs.required(1)
    guard x.element == .int32, multiplier.element == .float32 else {
      throw OperatorError("C1: expected i32 and an f32 multiplier, got \(x), \(multiplier)")
    }
    guard element.isInteger, element.sizeInBytes <= 2 else {
      throw OperatorError("C2: expected an integer type of at most 16 bits, got \(element.rawValue)")
    }
    guard inputs.optional(2).map({ $0.element == element && $0.elementCount == 1 }) ?? true else {
      throw OperatorError("C3: expected one zero point of type \(element.rawValue)")
    }
    guard layout.blockSize == nil else { throw OperatorError("C4: expected no blocks") }
    try layout.check(x, scale: multiplier, zeroPoint: nil, constraint: "C4")
    return [TensorType(element, x.shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    guard let integer = element.integerType else {
      throw OperatorError("C2: expected an integer type, got \(element.rawValue)")
    }
    return [requantize(integer, x, try inputs.required(1), inputs.optional(2))]
  }

  private func requantize<Result: IntegerElement>(
    _: Result.Type, _ x: Tensor, _ multiplier: Tensor, _ zeroPoint: Tensor?
  ) -> Tensor {
    let zero = zeroPoint?.doubles()[0] ?? 0
    let multipliers = multiplier.elements(as: Float.self)
    let sums = x.elements(as: Int32.self)
    return Tensor.build(x.shape, of: Result.self) { y in
      layout.forEach(x.type) { i, s in
        let number = (Float(sums[i]) * multipliers[s]).rounded(.toNearestOrEven)
        y[i] = Result(converting: (number.isNaN ? 0 : Double(number)) + zero)
      }
    }
  }
}
