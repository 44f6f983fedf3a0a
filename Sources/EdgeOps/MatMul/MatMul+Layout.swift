import EdgeIR

/// a `[B]{M K | K M}`, b `[B]{K N | N K}`, output `[B]{M N | N M}`. Kernels read rows of a and columns of b; what is stored
/// the other way they transpose first.
extension MatMul: LayoutFlexible {
  public func layoutRule(_ inputs: [TensorType?], _ outputs: [TensorType]) -> LayoutRule {
    guard let a = inputs.optional(0), let b = inputs.optional(1), let rank = outputs.first?.rank else {
      return .logical
    }
    let (m, k, n) = (rank - 2, rank - 1, rank)
    let batch = Array(0..<rank - 2)
    func matrix(_ type: TensorType, _ rows: Int, _ columns: Int, _ isTransposed: Bool) -> [Int] {
      batch.suffix(type.rank - 2) + (isTransposed ? [columns, rows] : [rows, columns])
    }
    return .templates(
      AxisTemplates(
        inputs: [matrix(a, m, k, transposesA), matrix(b, k, n, transposesB)], outputs: [batch + [m, n]],
        groups: [.init(batch, .anyAxes), .axis(m), .axis(k), .axis(n)], templates: Variant.all.map(\.template)
      ))
  }

  public func relaid(_ axes: PhysicalAxes) -> any Operator {
    let variant = Variant.all[axes.template]
    return variant.yieldsColumns
      ? MatMul(transposesA: !variant.storesTransposedB, transposesB: !variant.storesTransposedA)
      : MatMul(transposesA: variant.storesTransposedA, transposesB: variant.storesTransposedB)
  }

  /// How the matrices lie in memory. A product that yields columns is that of the transposed matrices, b's first.
  private struct Variant {
    let storesTransposedA: Bool
    let storesTransposedB: Bool
    let yieldsColumns: Bool

    static let all = [false, true].flatMap { y in
      [false, true].flatMap { b in
        [false, true].map { Variant(storesTransposedA: $0, storesTransposedB: b, yieldsColumns: y) }
      }
    }

    var template: AxisTemplates.Template {
      .init(
        [[0] + (storesTransposedA ? [2, 1] : [1, 2]), [0] + (storesTransposedB ? [3, 2] : [2, 3])],
        [[0] + (yieldsColumns ? [3, 1] : [1, 3])], operands: yieldsColumns ? [1, 0] : nil,
        copiedInputs: (storesTransposedA ? [0] : []) + (storesTransposedB ? [] : [1]))
    }
  }
}
