import EdgeIR

/// The same bytes as another element type.
///
/// - input: x, numeric
/// - output: of x's shape and type `element`; integers that stand for numbers become plain ones
///
/// Constraint: C1 x is numeric, with elements of the size of `element`, which is numeric, too.
///
/// Semantics: ONNX BitCast.
public struct BitCast: QuantizationAware {
  public static let name = "BitCast"

  public var element: ElementType

  public init(to element: ElementType) { self.element = element }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.sizeInBytes == element.sizeInBytes, x.element != .bool, element != .bool else {
      throw OperatorError(
        "C1: expected numbers of \(element.sizeInBytes) bytes to see as \(element.rawValue), got \(x)")
    }
    return [TensorType(element, x.shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    return [Tensor(TensorType(element, x.shape), storage: x.storage)]
  }
}
