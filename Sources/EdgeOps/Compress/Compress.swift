import EdgeIR

/// The slices of x along an axis for which a condition holds.
///
/// - inputs: x, any type; condition, bool `[m]`; slices beyond the m-th are not taken
/// - outputs: x's shape with m slices along `axis`; the number of slices taken, an i64 scalar, to which that axis is
///   limited
///
/// Constraints: C1 `axis` is an axis of x; C2 the condition is a bool vector, not longer than the axis.
///
/// Semantics: ONNX Compress with an axis.
public struct Compress: Operator, DataDependentShape {
  public static let name = "Compress"

  public var axis: Int

  public init(axis: Int) { self.axis = axis }

  public var quantization: QuantizationRule { .floatOnly }

  public var outputExtents: [OutputExtent] { [OutputExtent(output: 0, axis: axis, count: 1)] }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let condition = try inputs.required(1)
    guard x.shape.indices.contains(axis) else {
      throw OperatorError("C1: expected \(axis) to be an axis of \(x)")
    }
    guard condition.element == .bool, condition.rank == 1, condition.shape[0] <= x.shape[axis] else {
      throw OperatorError("C2: expected at most \(x.shape[axis]) bools, got \(condition)")
    }
    var shape = x.shape
    shape[axis] = condition.shape[0]
    return [x.with(shape: shape), TensorType(.int64, [])]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let condition = try inputs.required(1).elements(as: Bool.self)
    let taken = condition.indices.filter { condition[$0] }
    let slices = try Gather(axis: axis).evaluate([x, Tensor([taken.count], taken.map { Int64($0) })])[0]
    let padding = x.shape.indices.map { $0 == axis ? condition.count - taken.count : 0 }
    let whole = Pad(.constant, begins: padding.map { _ in 0 }, ends: padding)
    return [try whole.evaluate([slices])[0], Tensor(scalar: Int64(taken.count))]
  }
}
