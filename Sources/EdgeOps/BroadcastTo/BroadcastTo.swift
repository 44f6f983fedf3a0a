import EdgeIR

/// Repeats x along axes of size 1, and along new leading axes, so that it takes a given shape.
///
/// - input: x, any type
/// - output: `shape`
///
/// Constraint: C1 x broadcasts to `shape` (each of its axes, aligned at the end, has that size or 1).
public struct BroadcastTo: Operator {
  public static let name = "BroadcastTo"

  public var shape: [Int]

  public init(shape: [Int]) { self.shape = shape }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard shape.allSatisfy({ $0 >= 0 }), broadcastShape(x.shape, shape) == shape else {
      throw OperatorError("C1: \(x) does not broadcast to \(shape)")
    }
    return [x.with(shape: shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    return [gatherElements(x, shape: shape, strides: broadcastStrides(x.shape, to: shape))]
  }
}
