import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX operators whose results are known when the model is read, or are their inputs.
///
/// - Constant: 1 `value`; 11 `sparse_value`; 12 `value_float` and its kin
/// - Shape: 1; 15 `start` and `end`; Size: 1
/// - Identity: 1; later opsets differ in element types only
enum Constants: ONNXImporting {
  static let importers = [
    ONNXImporter("Constant", since: 1) { context in [context.constant(try constant(context))] },
    ONNXImporter("Identity", since: 1) { [try $0.input(0)] },
    ONNXImporter("Shape", since: 1) { [try shape($0, axes: 0..<$0.type($0.input(0)).rank)] },
    ONNXImporter("Shape", since: 15) { context in
      let rank = try context.type(context.input(0)).rank
      let start = limit(try context.int("start", default: 0), rank: rank)
      let end = limit(try context.int("end") ?? rank, rank: rank)
      return [try shape(context, axes: min(start, end)..<end)]
    },
    ONNXImporter("Size", since: 1) { context in
      let x = try context.input(0)
      let (shape, extents) = (context.type(x).shape, context.extents(x))
      let full = shape.indices.filter { extents[$0] == nil }.reduce(1) { $0 * shape[$1] }
      var count = context.constant(Tensor(scalar: Int64(full)))
      for axis in shape.indices {
        guard let extent = extents[axis] else { continue }
        count = try context.add(Binary(.multiply), [count, context.number(extent)])
      }
      return [count]
    },
  ]

  private static func constant(_ context: ImportContext) throws -> Tensor {
    if let tensor = try context.tensor("value") ?? context.tensor("sparse_value") { return tensor }
    if let number = try context.float("value_float") { return Tensor(scalar: number) }
    if let numbers = try context.floats("value_floats") { return Tensor([numbers.count], numbers) }
    if let number = try context.int("value_int") { return Tensor(scalar: Int64(number)) }
    if let numbers = try context.ints("value_ints") {
      return Tensor([numbers.count], numbers.map { Int64($0) })
    }
    throw ImportError(
      .invalidAttribute, "expected 'value' or a number, got strings or nothing",
      hint: "export the constant as a dense tensor of numbers")
  }

  /// A constant, but for axes whose size depends on data.
  private static func shape(_ context: ImportContext, axes: Range<Int>) throws -> ValueID {
    let x = try context.input(0)
    let (shape, extents) = (context.type(x).shape, context.extents(x))
    guard axes.contains(where: { extents[$0] != nil }) else {
      return context.constant(Tensor([axes.count], axes.map { Int64(shape[$0]) }))
    }
    let sizes = try axes.map { axis in
      try extents[axis].map { try context.add(Reshape(shape: [1]), [context.number($0)]) }
        ?? context.constant(Tensor([1], [Int64(shape[axis])]))
    }
    return try context.add(Concat(axis: 0), sizes)
  }

  /// Negative positions count from the end; beyond the ends there is nothing to take.
  private static func limit(_ position: Int, rank: Int) -> Int {
    let counted = position < 0 ? position.addingReportingOverflow(rank).partialValue : position
    return min(max(counted, 0), rank)
  }
}
