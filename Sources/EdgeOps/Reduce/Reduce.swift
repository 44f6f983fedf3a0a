import EdgeIR

/// Sum, product, mean or extreme over some axes.
///
/// - input: x, numeric; for max and min also bool
/// - output: x's shape with each reduced axis 1, or gone without `keepDims`
///
/// Reducing nothing gives 0 for sum, 1 for prod, the type's lowest and highest value for max and min (infinite for
/// floats, false and true for bool), NaN for the mean of floats and 0 for that of integers. Integers wrap, their
/// mean is truncated. max and min of a NaN are NaN.
///
/// Constraints: C1 x numeric, or bool for max and min; C2 `axes` ascending axes of x.
///
/// Semantics: ONNX ReduceMean, ReduceSum, ReduceMax, ReduceMin, ReduceProd.
public struct Reduce: Operator {
  public static let name = "Reduce"

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case mean, sum, max, min, prod
  }

  public var kind: Kind
  public var axes: [Int]
  public var keepDims: Bool

  public init(_ kind: Kind, axes: [Int], keepDims: Bool) {
    self.kind = kind
    self.axes = axes
    self.keepDims = keepDims
  }

  public var quantization: QuantizationRule {
    switch kind {
    case .mean, .sum: .free
    case .max, .min: .sameAsInputs
    case .prod: .floatOnly
    }
  }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element != .bool || kind == .max || kind == .min else {
      throw OperatorError("C1: expected numbers, got \(x)")
    }
    guard axes.allSatisfy({ x.shape.indices.contains($0) }), zip(axes, axes.dropFirst()).allSatisfy(<) else {
      throw OperatorError("C2: expected ascending axes of \(x), got \(axes)")
    }
    return [x.with(shape: keepDims ? keptShape(x.shape) : axesKept(x.shape).map { x.shape[$0] })]
  }

  /// The shape with each reduced axis of size 1.
  func keptShape(_ shape: [Int]) -> [Int] { shape.indices.map { axes.contains($0) ? 1 : shape[$0] } }

  func axesKept(_ shape: [Int]) -> [Int] { shape.indices.filter { !axes.contains($0) } }
}
