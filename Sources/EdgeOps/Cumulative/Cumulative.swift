import EdgeIR

/// Running sums or products along an axis.
///
/// - input: x, numeric
/// - output: like x; element i combines the elements up to i, without i itself when `isExclusive`; when `isReversed`
///   those from the end down to i. Nothing sums to 0 and multiplies to 1
///
/// Constraints: C1 x is numeric; C2 `axis` is an axis of x.
///
/// Semantics: ONNX CumSum, CumProd. Integers wrap around; floats accumulate in double.
public struct Cumulative: Operator {
  public static let name = "Cumulative"

  public enum Kind: Hashable, Sendable, CaseIterable {
    case sum, product
  }

  public var kind: Kind
  public var axis: Int
  public var isExclusive: Bool
  public var isReversed: Bool

  public init(_ kind: Kind, axis: Int, isExclusive: Bool = false, isReversed: Bool = false) {
    self.kind = kind
    self.axis = axis
    self.isExclusive = isExclusive
    self.isReversed = isReversed
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.numericType != nil else { throw OperatorError("C1: expected numbers, got \(x)") }
    guard x.shape.indices.contains(axis) else {
      throw OperatorError("C2: expected \(axis) to be an axis of \(x)")
    }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    if let float = x.element.floatType { return [floats(float, x)] }
    guard let type = x.element.integerType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    return [integers(type, x)]
  }

  private func floats<Element: FloatElement>(_: Element.Type, _ x: Tensor) -> Tensor {
    func result(_ running: Double) -> Element { Element(running) }
    return switch kind {
    case .sum: accumulate(x, from: 0, { $0 + Double($1) }, result)
    case .product: accumulate(x, from: 1, { $0 * Double($1) }, result)
    }
  }

  private func integers<Element: IntegerElement>(_: Element.Type, _ x: Tensor) -> Tensor {
    func result(_ running: Element) -> Element { running }
    return switch kind {
    case .sum: accumulate(x, from: 0, { $0 &+ $1 }, result)
    case .product: accumulate(x, from: 1, { $0 &* $1 }, result)
    }
  }

  private func accumulate<Element: NumericElement, Running>(
    _ x: Tensor, from start: Running, _ combine: (Running, Element) -> Running,
    _ result: (Running) -> Element
  ) -> Tensor {
    let count = x.shape[axis]
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    return Tensor.build(x.shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for column in 0..<(x.isEmpty ? 0 : x.count / count) {
          let first = column / inner * inner * count + column % inner
          var running = start
          for step in 0..<count {
            let i = first + (isReversed ? count - 1 - step : step) * inner
            let next = combine(running, x[i])
            y[i] = result(isExclusive ? running : next)
            running = next
          }
        }
      }
    }
  }
}
