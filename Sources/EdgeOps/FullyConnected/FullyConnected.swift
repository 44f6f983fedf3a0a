import EdgeIR

/// Every row of x times every row of the weights, with an optional bias and an optional range that the results
/// are limited to.
///
/// - inputs: x `[…, K]`, weights `[N, K]`, bias `[N]` (optional)
/// - output: `[…, N]`
///
/// Constraints: C1 floating-point x, weights and bias of one type; C2 x of rank >= 1 and weights of rank 2;
/// C3 one K; C4 bias `[N]`.
///
/// Semantics: ONNX Gemm with transB, TFLite FULLY_CONNECTED with keep_num_dims.
public struct FullyConnected: ActivationCarrying {
  public static let name = "FullyConnected"

  public var activation: Clamp?

  public init(activation: Clamp? = nil) { self.activation = activation }

  public var quantization: QuantizationRule { .accumulating(weight: 1, bias: 2, axis: 0) }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...3)
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let bias = inputs.optional(2)
    guard x.element.isFloat, weights.element == x.element, bias.map({ $0.element == x.element }) ?? true
    else { throw OperatorError("C1: expected floats of one type, got x \(x), weights \(weights)") }
    guard x.rank >= 1, weights.rank == 2 else {
      throw OperatorError("C2: expected x of rank >= 1 and weights of rank 2, got \(x), \(weights)")
    }
    guard x.shape[x.rank - 1] == weights.shape[1] else {
      throw OperatorError("C3: expected rows of equal length, got x \(x), weights \(weights)")
    }
    guard bias.map({ $0.shape == [weights.shape[0]] }) ?? true else {
      throw OperatorError("C4: expected bias of shape [\(weights.shape[0])], got \(bias?.shape ?? [])")
    }
    return [x.with(shape: x.shape.dropLast() + [weights.shape[0]])]
  }
}
