import EdgeIR

/// Where the elements are that are not zero.
///
/// - input: x, any type and shape of n elements
/// - outputs: indices, i64 `[rank, n]`: column k is the index of the k-th element that is not zero, in row-major order;
///   the number of such elements, an i64 scalar, to which the second axis of the indices is limited
///
/// Constraint: C1 one input.
///
/// Semantics: ONNX NonZero. NaN is not zero.
public struct NonZero: Operator, DataDependentShape {
  public static let name = "NonZero"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public var outputExtents: [OutputExtent] { [OutputExtent(output: 0, axis: 1, count: 1)] }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    guard inputs.count == 1 else { throw OperatorError("C1: expected 1 input, got \(inputs.count)") }
    let x = try inputs.required(0)
    return [TensorType(.int64, [x.rank, x.elementCount]), TensorType(.int64, [])]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let numbers = x.doubles()
    let positions = numbers.indices.filter { numbers[$0] != 0 }
    let (capacity, strides) = (x.elementCount, rowMajorStrides(x.shape))
    let indices = Tensor.build([x.type.rank, capacity], of: Int64.self) { y in
      for (column, position) in positions.enumerated() {
        for axis in x.shape.indices {
          y[axis * capacity + column] = Int64(position / strides[axis] % x.shape[axis])
        }
      }
    }
    return [indices, Tensor(scalar: Int64(positions.count))]
  }
}
