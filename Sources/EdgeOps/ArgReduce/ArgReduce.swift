import EdgeIR

/// Where along an axis the largest or smallest element is.
///
/// - input: x, numeric
/// - output: int64, x's shape with `axis` 1, or gone without `keepDims`
///
/// Among equal elements the first counts, with `selectsLast` the last. A NaN counts as the extreme.
///
/// Constraints: C1 x is numeric; C2 `axis` is an axis of x and not empty.
///
/// Semantics: ONNX ArgMax, ArgMin.
public struct ArgReduce: Operator {
  public static let name = "ArgReduce"

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case max, min
  }

  public var kind: Kind
  public var axis: Int
  public var keepDims: Bool
  public var selectsLast: Bool

  public init(_ kind: Kind, axis: Int, keepDims: Bool, selectsLast: Bool = false) {
    self.kind = kind
    self.axis = axis
    self.keepDims = keepDims
    self.selectsLast = selectsLast
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.numericType != nil else { throw OperatorError("C1: expected numbers, got \(x)") }
    guard x.shape.indices.contains(axis), x.shape[axis] > 0 else {
      throw OperatorError("C2: expected \(axis) to be an axis of \(x) that is not empty")
    }
    var shape = x.shape
    if keepDims { shape[axis] = 1 } else { shape.remove(at: axis) }
    return [TensorType(.int64, shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    guard let type = x.element.numericType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    return [find(type, x, shape)]
  }

  private func find<Element: NumericElement>(_: Element.Type, _ x: Tensor, _ shape: [Int]) -> Tensor {
    let count = x.shape[axis]
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    return Tensor.build(shape, of: Int64.self) { y in
      x.withElements(of: Element.self) { x in
        for next in y.indices {
          let start = next / inner * inner * count + next % inner
          var best = 0
          for i in 0..<count where i > 0 && replaces(x[start + best * inner], x[start + i * inner]) {
            best = i
          }
          y[next] = Int64(best)
        }
      }
    }
  }

  private func replaces<Element: NumericElement>(_ best: Element, _ value: Element) -> Bool {
    let (bestIsNaN, valueIsNaN) = (best != best, value != value)
    if value == best || (bestIsNaN && valueIsNaN) { return selectsLast }
    if valueIsNaN || bestIsNaN { return valueIsNaN }
    return kind == .max ? value > best : value < best
  }
}
