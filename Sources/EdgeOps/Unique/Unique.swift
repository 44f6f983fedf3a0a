import EdgeIR

/// The different slices of x along an axis.
///
/// - input: x, any type, n slices along `axis`
/// - outputs: the different slices, in x's shape; i64 `[n]`, for each of them where it is first in x; i64 `[n]`, for
///   each slice of x which of them it is; i64 `[n]`, how often each occurs in x; their number, an i64 scalar, to which
///   the axis of all but the third is limited
///
/// They are in ascending order, compared element by element, or with `isSorted` false in the order in which they
/// first occur. NaN equals NaN and comes after all numbers.
///
/// Constraint: C1 `axis` is an axis of x.
///
/// Semantics: ONNX Unique with an axis.
public struct Unique: Operator, DataDependentShape {
  public static let name = "Unique"

  public var axis: Int
  public var isSorted: Bool

  public init(axis: Int, isSorted: Bool) {
    self.axis = axis
    self.isSorted = isSorted
  }

  public var quantization: QuantizationRule { .floatOnly }

  public var outputExtents: [OutputExtent] {
    [
      OutputExtent(output: 0, axis: axis, count: 4), OutputExtent(output: 1, axis: 0, count: 4),
      OutputExtent(output: 3, axis: 0, count: 4),
    ]
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.shape.indices.contains(axis) else {
      throw OperatorError("C1: expected \(axis) to be an axis of \(x)")
    }
    let positions = TensorType(.int64, [x.shape[axis]])
    return [x, positions, positions, positions, TensorType(.int64, [])]
  }
}
