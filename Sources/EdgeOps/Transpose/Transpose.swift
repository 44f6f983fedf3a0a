import EdgeIR

/// Reorders axes: axis i of the output is axis `permutation[i]` of the input.
///
/// - input: x, any shape and type
/// - output: `[x.shape[permutation[0]], x.shape[permutation[1]], …]`
///
/// Constraint: C1 `permutation` names every axis of x once.
public struct Transpose: Operator {
  public static let name = "Transpose"

  public var permutation: [Int]

  public init(permutation: [Int]) { self.permutation = permutation }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard permutation.sorted() == Array(0..<x.rank) else {
      throw OperatorError("C1: \(permutation) is not an order of the axes of \(x)")
    }
    return [x.with(shape: permutation.map { x.shape[$0] })]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    let source = rowMajorStrides(x.shape)
    return [gatherElements(x, shape: shape, strides: permutation.map { source[$0] })]
  }
}
