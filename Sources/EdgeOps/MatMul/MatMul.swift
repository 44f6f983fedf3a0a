import EdgeIR

/// Matrix products; the axes before the last two are a batch and broadcast.
///
/// - inputs: a `[…, M, K]`, with `transposesA` `[…, K, M]`; b `[…, K, N]`, with `transposesB` `[…, N, K]`
/// - output: `[…, M, N]`
///
/// Constraints: C1 numbers of one type; C2 ranks >= 2; C3 one K; C4 the batches broadcast.
///
/// Semantics: ONNX MatMul without its 1-D cases. Integers wrap.
public struct MatMul: Operator {
  public static let name = "MatMul"

  public var transposesA: Bool
  public var transposesB: Bool

  public init(transposesA: Bool = false, transposesB: Bool = false) {
    self.transposesA = transposesA
    self.transposesB = transposesB
  }

  public var quantization: QuantizationRule { .free }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    guard a.element.numericType != nil, a.element == b.element else {
      throw OperatorError("C1: expected numbers of one type, got \(a), \(b)")
    }
    guard a.rank >= 2, b.rank >= 2 else {
      throw OperatorError("C2: expected matrices, got \(a), \(b)")
    }
    let (left, right) = (matrix(a, transposesA), matrix(b, transposesB))
    guard left.columns == right.rows else {
      throw OperatorError("C3: expected as many columns as rows, got \(left.columns) and \(right.rows)")
    }
    guard let batch = broadcastShape(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2))) else {
      throw OperatorError("C4: the batches of \(a) and \(b) do not broadcast")
    }
    return [a.with(shape: batch + [left.rows, right.columns])]
  }

  /// A matrix's extents, and its strides in elements.
  func matrix(
    _ type: TensorType, _ isTransposed: Bool
  ) -> (rows: Int, columns: Int, rowStride: Int, columnStride: Int) {
    let (outer, inner) = (type.shape[type.rank - 2], type.shape[type.rank - 1])
    return isTransposed ? (inner, outer, 1, inner) : (outer, inner, inner, 1)
  }

  /// The product's batch, of at least one axis, and how each operand is walked along it, in elements.
  func batch(_ a: TensorType, _ b: TensorType, _ output: TensorType) -> (dims: [Int], a: [Int], b: [Int]) {
    let dims = output.rank == 2 ? [1] : Array(output.shape.dropLast(2))
    func strides(_ type: TensorType) -> [Int] {
      let matrix = type.shape.suffix(2).reduce(1, *)
      return broadcastStrides(Array(type.shape.dropLast(2)), to: dims).map { $0 * matrix }
    }
    return (dims, strides(a), strides(b))
  }
}
