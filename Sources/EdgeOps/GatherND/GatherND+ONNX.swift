import EdgeIR
import EdgeONNX

/// ONNX GatherND: 11; 12 batch_dims; 13 element types.
extension GatherND: ONNXImporting {
  public static let importers = [
    ONNXImporter("GatherND", since: 11) { context in
      let gather = GatherND(batchRank: try context.int("batch_dims", default: 0))
      return [try context.add(gather, [context.input(0), context.input(1)])]
    }
  ]
}
