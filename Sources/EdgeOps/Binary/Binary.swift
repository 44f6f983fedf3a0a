import EdgeIR

/// Arithmetic on two operands, element by element, with an optional range that float32 results are limited to.
///
/// - inputs: a, b of one numeric type; their shapes broadcast
/// - output: of the operands' type and the broadcast shape
///
/// Constraints: C1 a and b are of one numeric type; C2 their shapes broadcast; C3 only sums, differences, products
/// and quotients of float32 carry an activation.
///
/// Semantics: ONNX Add, Sub, Mul, Div, Min, Max, Pow, Mod. Integers wrap around; integer division truncates; division
/// by an integer zero, and its remainder, are 0; a float's remainder then is NaN. Minimum and maximum are NaN when
/// either operand is.
public struct Binary: ActivationCarrying {
  public static let name = "Binary"

  public enum Kind: Hashable, Sendable {
    case add, subtract, multiply, divide, minimum, maximum, power
    /// The remainder with the dividend's sign (C's fmod) or the divisor's.
    case modulo(fmod: Bool)
  }

  public var kind: Kind
  public var activation: Clamp?

  public init(_ kind: Kind, activation: Clamp? = nil) {
    self.kind = kind
    self.activation = activation
  }

  public var quantization: QuantizationRule {
    switch kind {
    case .add, .subtract, .multiply: .free
    case .minimum, .maximum: .sameAsInputs
    case .divide, .power, .modulo: .floatOnly
    }
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    guard a.element == b.element, a.element.numericType != nil else {
      throw OperatorError("C1: expected numbers of one type, got \(a) and \(b)")
    }
    guard let shape = broadcastShape(a.shape, b.shape) else {
      throw OperatorError("C2: shapes do not broadcast: \(a) and \(b)")
    }
    guard activation == nil || (carriesActivation && a.element == .float32) else {
      throw OperatorError("C3: \(kind) of \(a.element.rawValue) carries no activation")
    }
    return [a.with(shape: shape)]
  }

  /// True for the kinds that targets fuse an activation into.
  public var carriesActivation: Bool {
    switch kind {
    case .add, .subtract, .multiply, .divide: true
    case .minimum, .maximum, .power, .modulo: false
    }
  }
}
