import EdgeIR
import EdgeONNX

/// ONNX Concat: 4 axis is required; 11 negative axes; 13 element types.
extension Concat: ONNXImporting {
  public static let importers = [
    ONNXImporter("Concat", since: 4) { context in
      let parts = try context.inputs.indices.map { try context.input($0) }
      guard let axis = try context.int("axis") else { throw context.invalid("axis", "is required") }
      let rank = try context.type(context.input(0)).rank
      return [try context.add(Concat(axis: context.normalizeAxis(axis, rank: rank)), parts)]
    }
  ]
}
