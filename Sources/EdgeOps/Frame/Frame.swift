import EdgeIR

/// Overlapping pieces of x along an axis.
///
/// - input: x, any type
/// - output: x's shape with `axis` replaced by two, `[…, frames, length, …]`; frame f is the `length` elements from
///   f * step on, and there are as many frames as fit
///
/// Constraints: C1 `axis` is an axis of x; C2 `length` and `step` >= 1; C3 x holds at least one frame.
public struct Frame: Operator {
  public static let name = "Frame"

  public var axis: Int
  public var length: Int
  public var step: Int

  public init(axis: Int, length: Int, step: Int) {
    self.axis = axis
    self.length = length
    self.step = step
  }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.shape.indices.contains(axis) else {
      throw OperatorError("C1: expected \(axis) to be an axis of \(x)")
    }
    guard length >= 1, step >= 1 else {
      throw OperatorError("C2: expected a positive length and step, got \(length) and \(step)")
    }
    guard x.shape[axis] >= length else { throw OperatorError("C3: \(x) holds no frame of \(length)") }
    var shape = x.shape
    shape.replaceSubrange(axis...axis, with: [(x.shape[axis] - length) / step + 1, length])
    return [x.with(shape: shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    return [gatherElements(x, shape: shape, strides: strides(x.shape))]
  }

  /// How the output's axes walk through x.
  func strides(_ shape: [Int]) -> [Int] {
    var strides = rowMajorStrides(shape)
    strides.insert(saturatingProduct(strides[axis], step), at: axis)
    return strides
  }
}
