import EdgeIR
import EdgeONNX

/// ONNX Concat: 1 the axis is 1 by default; 4 it is required; 11 negative axes; 13 element types.
///
/// Parts without elements, which back ends do not take, are left out.
extension Concat: ONNXImporting {
  public static let importers = [
    ONNXImporter("Concat", since: 1) { try importConcat($0, axis: $0.int("axis", default: 1)) },
    ONNXImporter("Concat", since: 4) { context in
      guard let axis = try context.int("axis") else { throw context.invalid("axis", "is required") }
      return try importConcat(context, axis: axis)
    },
  ]

  private static func importConcat(_ context: ImportContext, axis: Int) throws -> [ValueID] {
    let parts = try context.inputs.indices.map { try context.input($0) }
    let rank = try context.type(context.input(0)).rank
    let op = Concat(axis: try context.normalizeAxis(axis, rank: rank))
    _ = try op.infer(parts.map { context.type($0) })
    let full = parts.filter { context.type($0).shape[op.axis] > 0 }
    return full.count == 1 ? full : [try context.add(op, full.isEmpty ? parts : full)]
  }
}
