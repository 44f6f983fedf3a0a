import EdgeIR

/// Logic on two operands, element by element and bit by bit.
///
/// - inputs: a, b, bool or integers of one type; their shapes broadcast
/// - output: of the operands' type and the broadcast shape
///
/// Constraints: C1 a and b are both bool or integers of one type; C2 their shapes broadcast; C3 shifts are of integers.
///
/// Semantics: ONNX And, Or, Xor, BitwiseAnd, BitwiseOr, BitwiseXor, BitShift. Signed integers keep their sign when
/// shifted right. A shift by the width of the type or more, or by a negative number, leaves only what is shifted in:
/// -1 for a negative number shifted right, else 0.
public struct Logical: Operator {
  public static let name = "Logical"

  public enum Kind: Hashable, Sendable, CaseIterable {
    case and, or, xor
    /// a shifted by b bits.
    case shiftLeft, shiftRight
  }

  public var kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    guard a.element == b.element, !a.element.isFloat else {
      throw OperatorError("C1: expected bool operands or integers of one type, got \(a) and \(b)")
    }
    guard let shape = broadcastShape(a.shape, b.shape) else {
      throw OperatorError("C2: shapes do not broadcast: \(a) and \(b)")
    }
    switch kind {
    case .and, .or, .xor: break
    case .shiftLeft, .shiftRight:
      guard a.element.isInteger else { throw OperatorError("C3: expected integers to shift, got \(a)") }
    }
    return [a.with(shape: shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    let shape = try infer([a.type, b.type])[0].shape
    if let integer = a.element.integerType { return [bits(integer, a, b, shape)] }
    return [
      combineElements(a, b, shape: shape, of: Bool.self) { a, b in
        switch kind {
        case .and: a && b
        case .or: a || b
        case .xor: a != b
        case .shiftLeft, .shiftRight: false
        }
      }
    ]
  }

  private func bits<Element: IntegerElement>(
    _ type: Element.Type, _ a: Tensor, _ b: Tensor, _ shape: [Int]
  ) -> Tensor {
    combineElements(a, b, shape: shape, of: type) { a, b in
      switch kind {
      case .and: a & b
      case .or: a | b
      case .xor: a ^ b
      case .shiftLeft: b < 0 ? 0 : a << b
      case .shiftRight: b < 0 ? (a < 0 ? ~0 : 0) : a >> b
      }
    }
  }
}
