import EdgeIR
import EdgeONNX

/// ONNX GatherElements: 11, 13 element types.
extension GatherElements: ONNXImporting {
  public static let importers = [
    ONNXImporter("GatherElements", since: 11) { context in
      let x = try context.input(0)
      let gather = GatherElements(axis: try context.axis(default: 0, rank: context.type(x).rank))
      return [try context.add(gather, [x, context.input(1)])]
    }
  ]
}
