import EdgeIR
import EdgeONNX

/// ONNX ArgMax, ArgMin: 1; 11 negative axis; 12 select_last_index; 13 element types.
extension ArgReduce: ONNXImporting {
  public static let importers = [("ArgMax", Kind.max), ("ArgMin", .min)].map { name, kind in
    ONNXImporter(name, since: 1) { context in
      let x = try context.input(0)
      let reduction = ArgReduce(
        kind, axis: try context.axis(default: 0, rank: context.type(x).rank),
        keepDims: try context.flag("keepdims", default: true),
        selectsLast: try context.flag("select_last_index"))
      return [try context.add(reduction, [x])]
    }
  }
}
