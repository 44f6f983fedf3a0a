import EdgeIR

/// The same numbers as another element type.
///
/// - input: x, any shape and type
/// - output: of x's shape and type `element`
///
/// Floats become integers by truncation, limited to the integer type's range, NaN becoming 0; integers wrap around;
/// bool is 0 and 1, and whatever is not 0 is true.
///
/// Constraint: C1 one input.
///
/// Semantics: ONNX Cast, where it leaves out-of-range values undefined.
public struct Cast: Operator {
  public static let name = "Cast"

  public var element: ElementType

  public init(to element: ElementType) { self.element = element }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    guard inputs.count == 1 else { throw OperatorError("C1: expected 1 input, got \(inputs.count)") }
    return [TensorType(element, try inputs.required(0).shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    [convert(try inputs.required(0))]
  }

  func convert(_ x: Tensor) -> Tensor {
    if x.element == element { return x }
    if let float = x.element.floatType { return fromFloat(float, x) }
    if let integer = x.element.integerType { return fromInteger(integer, x) }
    return fromInteger(UInt8.self, x.mapElements(of: Bool.self) { $0 ? 1 : 0 as UInt8 })
  }

  private func fromFloat<Source: FloatElement>(_: Source.Type, _ x: Tensor) -> Tensor {
    func float<Result: FloatElement>(_: Result.Type) -> Tensor {
      x.mapElements(of: Source.self) { Result($0) }
    }
    func integer<Result: IntegerElement>(_: Result.Type) -> Tensor {
      x.mapElements(of: Source.self) { Result(converting: Double($0)) }
    }
    if let type = element.floatType { return float(type) }
    if let type = element.integerType { return integer(type) }
    return x.mapElements(of: Source.self) { $0 != 0 }
  }

  private func fromInteger<Source: IntegerElement>(_: Source.Type, _ x: Tensor) -> Tensor {
    func float<Result: FloatElement>(_: Result.Type) -> Tensor {
      x.mapElements(of: Source.self) { Result($0) }
    }
    func integer<Result: IntegerElement>(_: Result.Type) -> Tensor {
      x.mapElements(of: Source.self) { Result(truncatingIfNeeded: $0) }
    }
    if let type = element.floatType { return float(type) }
    if let type = element.integerType { return integer(type) }
    return x.mapElements(of: Source.self) { $0 != 0 }
  }
}
