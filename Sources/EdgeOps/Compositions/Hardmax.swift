import EdgeIR
import EdgeONNX

/// ONNX Hardmax: 1 for the first largest element, 0 for all others.
///
/// - 1, 11 (negative axis) flatten x to two axes in front of `axis`, 1 by default, and look at each row; 13 looks along
///   `axis` alone, the last by default
enum Hardmax: ONNXImporting {
  static let importers = [
    ONNXImporter("Hardmax", since: 1) { context in
      let axis = try context.int("axis", default: 1)
      return [try context.alongRows(context.input(0), axis: axis) { try largest(context, $0, axis: $1) }]
    },
    ONNXImporter("Hardmax", since: 13) { context in
      let x = try context.input(0)
      return [try largest(context, x, axis: context.axis(default: -1, rank: context.type(x).rank))]
    },
  ]

  private static func largest(_ context: ImportContext, _ x: ValueID, axis: Int) throws -> ValueID {
    let type = context.type(x)
    guard type.elementCount > 0 else { return x }
    let place = try context.add(ArgReduce(.max, axis: axis, keepDims: true), [x])
    let column = [type.shape[axis]] + Array(repeating: 1, count: type.rank - axis - 1)
    let places = context.constant(Tensor(column, (0..<type.shape[axis]).map { Int64($0) }))
    return try context.cast(context.add(Compare(.equal), [place, places]), to: type.element)
  }
}
