import EdgeIR

/// Puts elements back to where they were the largest, zeros elsewhere.
///
/// - inputs: x, floating point; indices, int64, of x's shape: where each element goes, counting the output's elements in
///   row-major order
/// - output: `shape`
///
/// Constraints: C1 x is floating point, indices int64 of its shape; C2 sizes are not negative; C3 every index is in
/// range.
///
/// Semantics: ONNX MaxUnpool. Where several elements go to one place the last one stays, which ONNX leaves open.
public struct MaxUnpool: Operator {
  public static let name = "MaxUnpool"

  public var shape: [Int]

  public init(shape: [Int]) { self.shape = shape }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    guard x.element.isFloat, indices == TensorType(.int64, x.shape) else {
      throw OperatorError("C1: expected floats and an int64 index for each, got \(x), \(indices)")
    }
    guard shape.allSatisfy({ $0 >= 0 }) else { throw OperatorError("C2: expected sizes >= 0, got \(shape)") }
    return [x.with(shape: shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [try unpool(float, x, indices.elements(as: Int64.self))]
  }

  private func unpool<Element: FloatElement>(_: Element.Type, _ x: Tensor, _ indices: [Int64]) throws
    -> Tensor
  {
    try Tensor.build(shape, of: Element.self) { y in
      try x.withElements(of: Element.self) { x in
        for (value, index) in zip(x, indices) {
          guard index >= 0, index < y.count else {
            throw OperatorError("C3: expected indices in 0..<\(y.count), got \(index)")
          }
          y[Int(index)] = value
        }
      }
    }
  }
}
