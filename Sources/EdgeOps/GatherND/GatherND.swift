import EdgeIR

/// Slices of x, chosen by index vectors.
///
/// - inputs: x, any type; indices, int32 or int64 `[batch…, outer…, K]`, negative ones counting from the end
/// - output: `[batch…, outer…, rest…]`, where an index vector names a place on the K axes after the batch
///
/// Constraints: C1 indices are int32 or int64 of rank > `batchRank`; C2 K >= 1, x has `batchRank + K` axes or more
/// and equal batch sizes; C3 every index is in range.
///
/// Semantics: ONNX GatherND.
public struct GatherND: Operator {
  public static let name = "GatherND"

  public var batchRank: Int

  public init(batchRank: Int = 0) { self.batchRank = batchRank }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...2)
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    guard indices.element == .int32 || indices.element == .int64, batchRank >= 0, indices.rank > batchRank
    else {
      throw OperatorError("C1: expected indices i32 or i64 of rank > \(batchRank), got \(indices)")
    }
    let depth = indices.shape[indices.rank - 1]
    guard depth >= 1, x.rank - batchRank >= depth,
      x.shape.prefix(batchRank) == indices.shape.prefix(batchRank)
    else {
      throw OperatorError("C2: indices \(indices) do not fit \(x) after \(batchRank) batch axes")
    }
    return [x.with(shape: indices.shape.dropLast() + x.shape[(batchRank + depth)...])]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let indices = try inputs.required(1)
    let shape = try infer([x.type, indices.type])[0].shape
    return [gather(x.element.swiftType, x, try starts(x.type, indices), shape)]
  }

  /// For each index vector the position of the first element it names.
  func starts(_ x: TensorType, _ indices: Tensor) throws -> [Int] {
    let depth = indices.shape[indices.shape.count - 1]
    let strides = rowMajorStrides(x.shape)
    let numbers = indices.integers() ?? []
    let vectors = indices.shape.dropLast().reduce(1, *)
    let batches = x.shape.prefix(batchRank).reduce(1, *)
    let batchSize = x.shape[batchRank...].reduce(1, *)
    return try (0..<vectors).map { vector in
      var start = vector / max(vectors / max(batches, 1), 1) * batchSize
      for k in 0..<depth {
        let (index, size) = (numbers[vector * depth + k], x.shape[batchRank + k])
        guard index >= -size, index < size else {
          throw OperatorError("C3: expected indices in \(-size)..<\(size), got \(index)")
        }
        start += (index < 0 ? index + size : index) * strides[batchRank + k]
      }
      return start
    }
  }

  private func gather<Element: TensorElement>(
    _: Element.Type, _ x: Tensor, _ starts: [Int], _ shape: [Int]
  ) -> Tensor {
    Tensor.build(shape, of: Element.self) { y in
      let count = starts.isEmpty ? 0 : y.count / starts.count
      x.withElements(of: Element.self) { x in
        for (vector, start) in starts.enumerated() {
          for i in 0..<count { y[vector * count + i] = x[start + i] }
        }
      }
    }
  }
}
