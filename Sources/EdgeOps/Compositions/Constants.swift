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
    ONNXImporter("Shape", since: 1) { [try shape($0, of: $0.type($0.input(0)).shape[...])] },
    ONNXImporter("Shape", since: 15) { context in
      let shape = try context.type(context.input(0)).shape
      let start = limit(try context.int("start", default: 0), rank: shape.count)
      let end = limit(try context.int("end") ?? shape.count, rank: shape.count)
      return [try Self.shape(context, of: shape[min(start, end)..<end])]
    },
    ONNXImporter("Size", since: 1) { context in
      let count = try context.type(context.input(0)).elementCount
      return [context.constant(Tensor(scalar: Int64(count)))]
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

  private static func shape(_ context: ImportContext, of shape: ArraySlice<Int>) throws -> ValueID {
    context.constant(Tensor([shape.count], shape.map { Int64($0) }))
  }

  /// Negative positions count from the end; beyond the ends there is nothing to take.
  private static func limit(_ position: Int, rank: Int) -> Int {
    let counted = position < 0 ? position.addingReportingOverflow(rank).partialValue : position
    return min(max(counted, 0), rank)
  }
}
