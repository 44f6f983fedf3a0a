import EdgeIR
import EdgeONNX

/// ONNX Gather: 1; 11 negative axis and indices; 13 element types.
extension Gather: ONNXImporting {
  public static let importers = [
    ONNXImporter("Gather", since: 1) { context in
      let x = try context.input(0)
      let gather = Gather(axis: try context.axis(default: 0, rank: context.type(x).rank))
      return [try context.add(gather, [x, context.input(1)])]
    }
  ]
}
