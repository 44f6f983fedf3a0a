import EdgeIR

/// x where it is not negative, else x times a slope.
///
/// - inputs: x; slope of x's type, which broadcasts to x's shape
/// - output: like x
///
/// Constraints: C1 x and slope are of one numeric type; C2 slope broadcasts to x's shape.
///
/// Semantics: ONNX PRelu; integers wrap around.
public struct PRelu: Operator {
  public static let name = "PRelu"

  public init() {}

  public var quantization: QuantizationRule { .free }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let slope = try inputs.required(1)
    guard x.element == slope.element, x.element.numericType != nil else {
      throw OperatorError("C1: expected numbers of one type, got \(x) and slope \(slope)")
    }
    guard broadcastShape(x.shape, slope.shape) == x.shape else {
      throw OperatorError("C2: slope \(slope) does not broadcast to \(x)")
    }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let slope = try inputs.required(1)
    func scale<Element: NumericElement>(_ type: Element.Type) -> Tensor {
      combineElements(x, slope, shape: x.shape, of: type) { $0 < 0 ? Element.wrappingMultiply($0, $1) : $0 }
    }
    guard let type = x.element.numericType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    return [scale(type)]
  }
}
