import EdgeIR

/// Logic on two operands, element by element.
///
/// - inputs: a, b, bool; their shapes broadcast
/// - output: bool, of the broadcast shape
///
/// Constraints: C1 a and b are bool; C2 their shapes broadcast.
///
/// Semantics: ONNX And, Or, Xor.
public struct Logical: Operator {
  public static let name = "Logical"

  public enum Kind: Hashable, Sendable, CaseIterable {
    case and, or, xor
  }

  public var kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    guard a.element == .bool, b.element == .bool else {
      throw OperatorError("C1: expected bool operands, got \(a) and \(b)")
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
    return [
      combineElements(a, b, shape: shape, of: Bool.self) { a, b in
        switch kind {
        case .and: a && b
        case .or: a || b
        case .xor: a != b
        }
      }
    ]
  }
}
