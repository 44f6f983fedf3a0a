import EdgeIR

/// The determinant of each matrix.
///
/// - input: x `[…, M, M]`
/// - output: `[…]`; that of an empty matrix is 1
///
/// Constraints: C1 x is floating point; C2 its last two axes are of one size.
///
/// Semantics: ONNX Det. Elimination with partial pivoting in double precision, rounded once.
public struct Determinant: Operator {
  public static let name = "Determinant"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat else { throw OperatorError("C1: expected floats, got \(x)") }
    guard x.rank >= 2, x.shape[x.rank - 1] == x.shape[x.rank - 2] else {
      throw OperatorError("C2: expected square matrices, got \(x)")
    }
    return [x.with(shape: x.shape.dropLast(2))]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    return [determinants(float, x, shape)]
  }

  private func determinants<Element: FloatElement>(
    _: Element.Type, _ x: Tensor, _ shape: [Int]
  ) -> Tensor {
    let size = x.shape[x.shape.count - 1]
    return Tensor.build(shape, of: Element.self) { y in
      x.withElements(of: Element.self) { x in
        for i in y.indices {
          let start = i * size * size
          y[i] = Element(
            determinant(
              (0..<size).map { row in (0..<size).map { Double(x[start + row * size + $0]) } }))
        }
      }
    }
  }

  private func determinant(_ matrix: [[Double]]) -> Double {
    var rows = matrix
    var result = 1.0
    for k in rows.indices {
      let pivot = (k..<rows.count).reduce(k) { rows[$1][k].magnitude > rows[$0][k].magnitude ? $1 : $0 }
      rows.swapAt(k, pivot)
      result *= pivot == k ? rows[k][k] : -rows[k][k]
      if rows[k][k] == 0 { return result }
      for i in (k + 1)..<rows.count {
        let factor = rows[i][k] / rows[k][k]
        for j in k..<rows.count { rows[i][j] -= factor * rows[k][j] }
      }
    }
    return result
  }
}
