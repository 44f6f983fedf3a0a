import EdgeIR

/// The same elements in the same order under another shape.
///
/// - input: x, any shape and type
/// - output: `shape`, of as many elements
///
/// Constraint: C1 the number of elements stays.
public struct Reshape: Operator {
  public static let name = "Reshape"

  public var shape: [Int]

  public init(shape: [Int]) { self.shape = shape }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    let result = x.with(shape: shape)
    guard shape.allSatisfy({ $0 >= 0 }), result.fits(limitInBytes: tensorLimitInBytes),
      result.elementCount == x.elementCount
    else { throw OperatorError("C1: \(x) cannot take the shape \(shape)") }
    return [result]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    [try inputs.required(0).reshaped(shape)]
  }
}
