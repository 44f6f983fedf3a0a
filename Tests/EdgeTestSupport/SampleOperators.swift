public import EdgeIR

/// Operators for tests of what never asks which operator it handles.
public enum Sample {
  /// -x, for floats.
  public struct Negate: Operator {
    public static let name = "Negate"

    public init() {}

    public var quantization: QuantizationRule { .sameAsInputs }

    public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
      try inputs.requireCount(1...1)
      let x = try inputs.required(0)
      guard x.element == .float32 else { throw OperatorError("C1: expected f32, got \(x)") }
      return [x]
    }

    public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
      let x = try inputs.required(0)
      return [Tensor(x.shape, x.elements(as: Float.self).map { -$0 })]
    }
  }

  /// a + b - c of one shape; c may be absent.
  public struct AddSubtract: Operator {
    public static let name = "AddSubtract"

    public init() {}

    public var quantization: QuantizationRule { .free }

    public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
      try inputs.requireCount(2...3)
      let (a, b) = (try inputs.required(0), try inputs.required(1))
      guard a == b, inputs.optional(2) ?? a == a else {
        throw OperatorError("C1: types differ: \(a) and \(b)")
      }
      return [a]
    }

    public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
      let (a, b) = (try inputs.required(0), try inputs.required(1))
      let sums = zip(a.elements(as: Float.self), b.elements(as: Float.self)).map { $0 + $1 }
      guard let c = inputs.optional(2) else { return [Tensor(a.shape, sums)] }
      return [Tensor(a.shape, zip(sums, c.elements(as: Float.self)).map { $0 - $1 })]
    }
  }

  /// The first `count` elements of a vector, and the others.
  public struct Cut: Operator {
    public static let name = "Cut"

    public var count: Int

    public init(count: Int) { self.count = count }

    public var quantization: QuantizationRule { .sameAsInputs }

    public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
      try inputs.requireCount(1...1)
      let x = try inputs.required(0)
      guard x.rank == 1, (0...x.shape[0]).contains(count) else { throw OperatorError("C1: cannot cut \(x)") }
      return [x.with(shape: [count]), x.with(shape: [x.shape[0] - count])]
    }

    public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
      let elements = try inputs.required(0).elements(as: Float.self)
      return [
        Tensor([count], Array(elements.prefix(count))),
        Tensor([elements.count - count], Array(elements.dropFirst(count))),
      ]
    }
  }

  /// A scalar repeated `count` times.
  public struct Repeat: Operator {
    public static let name = "Repeat"

    public var count: Int

    public init(count: Int) { self.count = count }

    public var quantization: QuantizationRule { .sameAsInputs }

    public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
      try inputs.requireCount(1...1)
      return [try inputs.required(0).with(shape: [count])]
    }

    public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
      let x = try inputs.required(0)
      return [Tensor([count], [Float](repeating: x.elements(as: Float.self)[0], count: count))]
    }
  }

  /// x, but refuses to compute when x is negative: the kernel finds what `infer` cannot see.
  public struct NonNegative: Operator {
    public static let name = "NonNegative"

    public init() {}

    public var quantization: QuantizationRule { .sameAsInputs }

    public func infer(_ inputs: [TensorType?]) throws -> [TensorType] { [try inputs.required(0)] }

    public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
      let x = try inputs.required(0)
      if let first = x.elements(as: Float.self).first(where: { $0 < 0 }) {
        throw OperatorError("expected elements >= 0, got \(first)")
      }
      return [x]
    }
  }
}
