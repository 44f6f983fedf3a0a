import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX TopK: 1 k as attribute; 10 as input; 11 `largest`, `sorted`, negative axis, integers; 24 element types. What is
/// asked for in any order comes sorted.
extension TopK: ONNXImporting {
  public static let importers = [
    ONNXImporter("TopK", since: 1) { context in
      guard let k = try context.int("k") else { throw context.invalid("k", "is required") }
      return try importTopK(context, k)
    },
    ONNXImporter("TopK", since: 10) { context in
      let numbers = try context.integersInput(1, "K")
      guard numbers.count == 1 else {
        throw ImportError(.invalidInputs, "K: expected one number, got \(numbers.count)")
      }
      return try importTopK(context, numbers[0])
    },
  ]

  private static func importTopK(_ context: ImportContext, _ k: Int) throws -> [ValueID] {
    let x = try context.input(0)
    _ = try context.flag("sorted", default: true)
    let top = TopK(
      axis: try context.axis(default: -1, rank: context.type(x).rank), k: k,
      isLargest: try context.flag("largest", default: true))
    return try context.addAll(top, [x])
  }
}
