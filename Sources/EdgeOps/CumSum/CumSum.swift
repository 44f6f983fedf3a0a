import EdgeIR

/// Running sums along an axis.
///
/// - input: x, numeric
/// - output: like x; element i is the sum of the elements up to i, without i itself when `isExclusive`; when
///   `isReversed` of those from the end down to i
///
/// Constraints: C1 x is numeric; C2 `axis` is an axis of x.
///
/// Semantics: ONNX CumSum.
public struct CumSum: Operator {
  public static let name = "CumSum"

  public var axis: Int
  public var isExclusive: Bool
  public var isReversed: Bool

  public init(axis: Int, isExclusive: Bool, isReversed: Bool) {
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
    func floats<Element: FloatElement>(_: Element.Type) -> Tensor {
      accumulate(x, { (sum: Double, element: Element) in sum + Double(element) }, { Element($0) })
    }
    func integers<Element: IntegerElement>(_: Element.Type) -> Tensor {
      accumulate(x, { (sum: Element, element: Element) in sum &+ element }, { $0 })
    }
    if let float = x.element.floatType { return [floats(float)] }
    guard let type = x.element.integerType else { throw OperatorError("C1: expected numbers, got \(x.type)") }
    return [integers(type)]
  }

  private func accumulate<Element: NumericElement, Sum: Numeric>(
    _ x: Tensor, _ add: (Sum, Element) -> Sum, _ result: (Sum) -> Element
  ) -> Tensor {
    let count = x.shape[axis]
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    return Tensor.build(x.shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for column in 0..<(x.isEmpty ? 0 : x.count / count) {
          let start = column / inner * inner * count + column % inner
          var sum: Sum = 0
          for step in 0..<count {
            let i = start + (isReversed ? count - 1 - step : step) * inner
            let next = add(sum, x[i])
            y[i] = result(isExclusive ? sum : next)
            sum = next
          }
        }
      }
    }
  }
}
