import EdgeIR
import EdgeONNX

/// ONNX And, Or, Xor: 1 limited broadcasting by attributes; 7 broadcasting in both directions.
extension Logical: ONNXImporting {
  public static let importers = [("And", Kind.and), ("Or", .or), ("Xor", .xor)].flatMap { name, kind in
    [
      ONNXImporter(name, since: 1) { [try $0.add(Logical(kind), $0.limitedBroadcastOperands())] },
      ONNXImporter(name, since: 7) { context in
        [try context.add(Logical(kind), [context.input(0), context.input(1)])]
      },
    ]
  }
}
