import EdgeIR

/// The largest or smallest elements along an axis.
///
/// - input: x, numeric
/// - outputs: x's shape with `axis` of size `k`, the elements, the most extreme first; i64 of that shape, their
///   positions along the axis
///
/// Of equal elements the first comes first. NaN is larger than all numbers.
///
/// Constraints: C1 x is numeric; C2 `axis` is an axis of x, of at least `k` >= 0 elements.
///
/// Semantics: ONNX TopK, always sorted.
public struct TopK: Operator {
  public static let name = "TopK"

  public var axis: Int
  public var k: Int
  public var isLargest: Bool

  public init(axis: Int, k: Int, isLargest: Bool) {
    self.axis = axis
    self.k = k
    self.isLargest = isLargest
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.numericType != nil else { throw OperatorError("C1: expected numbers, got \(x)") }
    guard x.shape.indices.contains(axis), k >= 0, k <= x.shape[axis] else {
      throw OperatorError("C2: expected \(k) elements or more along axis \(axis) of \(x)")
    }
    var shape = x.shape
    shape[axis] = k
    return [x.with(shape: shape), TensorType(.int64, shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    guard let type = x.element.numericType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    let positions = positions(type, x, shape)
    return [try GatherElements(axis: axis).evaluate([x, positions])[0], positions]
  }

  private func positions<Element: NumericElement>(_: Element.Type, _ x: Tensor, _ shape: [Int]) -> Tensor {
    let (count, inner) = (x.shape[axis], x.shape[(axis + 1)...].reduce(1, *))
    let outer = x.shape[..<axis].reduce(1, *)
    return Tensor.build(shape, of: Int64.self) { y in
      x.withElements(of: Element.self) { x in
        for o in 0..<outer {
          for i in 0..<inner {
            let elements = (0..<count).map { x[(o * count + $0) * inner + i] }
            let order = elements.indices.sorted { precedes(elements[$0], elements[$1]) ?? ($0 < $1) }
            for rank in 0..<k { y[(o * k + rank) * inner + i] = Int64(order[rank]) }
          }
        }
      }
    }
  }

  /// nil for equal elements.
  private func precedes<Element: NumericElement>(_ a: Element, _ b: Element) -> Bool? {
    if a == b || (a != a && b != b) { return nil }
    return (b != b || a < b) != isLargest
  }
}
