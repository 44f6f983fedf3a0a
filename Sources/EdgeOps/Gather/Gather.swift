import EdgeIR

/// Slices of x along an axis, chosen by number.
///
/// - inputs: x, any type, of rank >= 1; indices, int32 or int64, any shape, in `-n..<n` for an axis of size n,
///   negative ones counting from the end
/// - output: x's shape with `axis` replaced by the shape of the indices
///
/// Constraints: C1 `axis` is an axis of x; C2 indices are int32 or int64; C3 every index is in range.
///
/// Semantics: ONNX Gather.
public struct Gather: Operator {
  public static let name = "Gather"

  public var axis: Int

  public init(axis: Int) { self.axis = axis }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    guard x.shape.indices.contains(axis) else {
      throw OperatorError("C1: expected \(axis) to be an axis of \(x)")
    }
    guard indices.element == .int32 || indices.element == .int64 else {
      throw OperatorError("C2: expected indices i32 or i64, got \(indices)")
    }
    return [x.with(shape: x.shape[..<axis] + indices.shape + x.shape[(axis + 1)...])]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    let shape = try infer([x.type, indices.type])[0].shape
    let slices = try positions(indices, size: x.shape[axis])
    return [gather(x.element.swiftType, x, slices, shape)]
  }

  /// The indices, counted from the start.
  func positions(_ indices: Tensor, size: Int) throws -> [Int] {
    try (indices.integers() ?? []).map { index in
      guard index >= -size, index < size else {
        throw OperatorError("C3: expected indices in \(-size)..<\(size), got \(index)")
      }
      return index < 0 ? index + size : index
    }
  }

  private func gather<Element: TensorElement>(
    _: Element.Type, _ x: Tensor, _ slices: [Int], _ shape: [Int]
  ) -> Tensor {
    let size = x.shape[axis]
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let outer = x.shape[..<axis].reduce(1, *)
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        var next = 0
        for o in 0..<outer {
          for slice in slices {
            let start = (o * size + slice) * inner
            for i in 0..<inner { y[next + i] = x[start + i] }
            next += inner
          }
        }
      }
    }
  }
}
