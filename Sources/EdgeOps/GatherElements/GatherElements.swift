import EdgeIR

/// Elements of x, each from the place of the index but for its position along an axis, which the index gives.
///
/// - inputs: x, any type; indices, int32 or int64, of x's rank, negative ones counting from the end
/// - output: the shape of the indices
///
/// Constraints: C1 `axis` is an axis of x; C2 indices are int32 or int64, of x's rank and nowhere but along `axis`
/// larger than x; C3 every index is in range.
///
/// Semantics: ONNX GatherElements.
public struct GatherElements: Operator {
  public static let name = "GatherElements"

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
    guard indices.element == .int32 || indices.element == .int64, indices.rank == x.rank,
      x.shape.indices.allSatisfy({ $0 == axis || indices.shape[$0] <= x.shape[$0] })
    else { throw OperatorError("C2: indices \(indices) do not fit \(x) along axis \(axis)") }
    return [x.with(shape: indices.shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    let shape = try infer([x.type, indices.type])[0].shape
    return [gather(x.element.swiftType, x, try positions(x.type, indices), shape)]
  }

  /// For each index the position of the element it names.
  func positions(_ x: TensorType, _ indices: Tensor) throws -> [Int] {
    let numbers = indices.integers() ?? []
    let strides = rowMajorStrides(x.shape)
    let size = x.shape[axis]
    if let wrong = numbers.first(where: { $0 < -size || $0 >= size }) {
      throw OperatorError("C3: expected indices in \(-size)..<\(size), got \(wrong)")
    }
    var positions: [Int] = []
    forEachIndex(indices.shape) { place in
      let number = numbers[positions.count]
      var position = 0
      for d in place.indices {
        position += (d == axis ? (number < 0 ? number + size : number) : place[d]) * strides[d]
      }
      positions.append(position)
    }
    return positions
  }

  private func gather<Element: TensorElement>(
    _: Element.Type, _ x: Tensor, _ positions: [Int], _ shape: [Int]
  ) -> Tensor {
    x.withElements(of: Element.self) { x in Tensor(shape, positions.map { x[$0] }) }
  }
}
