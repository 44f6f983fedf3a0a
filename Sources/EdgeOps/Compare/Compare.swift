import EdgeIR

/// A question about two operands, asked element by element.
///
/// - inputs: a, b of one type; their shapes broadcast
/// - output: bool, of the broadcast shape; every comparison with NaN is false
///
/// Constraints: C1 a and b are of one numeric type, or bool for `equal`; C2 their shapes broadcast.
///
/// Semantics: ONNX Equal, Less, Greater, LessOrEqual, GreaterOrEqual.
public struct Compare: Operator {
  public static let name = "Compare"

  public enum Kind: Hashable, Sendable, CaseIterable {
    case equal, less, greater, lessOrEqual, greaterOrEqual
  }

  public var kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    guard a.element == b.element, a.element != .bool || kind == .equal else {
      throw OperatorError("C1: \(kind) does not compare \(a) with \(b)")
    }
    guard let shape = broadcastShape(a.shape, b.shape) else {
      throw OperatorError("C2: shapes do not broadcast: \(a) and \(b)")
    }
    return [TensorType(.bool, shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    let shape = try infer([a.type, b.type])[0].shape
    func compare<Element: NumericElement>(_ type: Element.Type) -> Tensor {
      switch kind {
      case .equal: combineElements(a, b, shape: shape, of: type) { $0 == $1 }
      case .less: combineElements(a, b, shape: shape, of: type) { $0 < $1 }
      case .greater: combineElements(a, b, shape: shape, of: type) { $0 > $1 }
      case .lessOrEqual: combineElements(a, b, shape: shape, of: type) { $0 <= $1 }
      case .greaterOrEqual: combineElements(a, b, shape: shape, of: type) { $0 >= $1 }
      }
    }
    if let numeric = a.element.numericType { return [compare(numeric)] }
    return [combineElements(a, b, shape: shape, of: Bool.self) { $0 == $1 }]
  }
}
