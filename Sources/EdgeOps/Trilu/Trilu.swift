import EdgeIR

/// The upper or lower triangle of each matrix, zeros elsewhere.
///
/// - input: x `[…, M, N]`, any type
/// - output: like x; kept are the elements whose column is at least (`upper`) or at most row + `diagonal`
///
/// Constraint: C1 x of rank >= 2.
///
/// Semantics: ONNX Trilu.
public struct Trilu: Operator {
  public static let name = "Trilu"

  public var isUpper: Bool
  public var diagonal: Int

  public init(isUpper: Bool, diagonal: Int = 0) {
    self.isUpper = isUpper
    self.diagonal = diagonal
  }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.rank >= 2 else { throw OperatorError("C1: expected matrices, got \(x)") }
    return [x]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    return [select(x.element.swiftType, x, mask(x.type).elements(as: Bool.self))]
  }

  /// For one matrix, which elements stay.
  func mask(_ x: TensorType) -> Tensor {
    let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
    let kept = (0..<rows).flatMap { row in
      (0..<columns).map { column in isUpper ? column - row >= diagonal : column - row <= diagonal }
    }
    return Tensor([rows, columns], kept)
  }

  private func select<Element: TensorElement>(_: Element.Type, _ x: Tensor, _ mask: [Bool]) -> Tensor {
    Tensor.build(x.shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for i in x.indices where mask[i % mask.count] { y[i] = x[i] }
      }
    }
  }
}
