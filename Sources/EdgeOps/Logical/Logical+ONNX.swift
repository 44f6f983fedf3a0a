import EdgeIR
import EdgeONNX

/// ONNX And, Or, Xor. Opset 7 brought broadcasting.
extension Logical: ONNXImporting {
  public static let importers = [("And", Kind.and), ("Or", .or), ("Xor", .xor)].map { name, kind in
    ONNXImporter(name, since: 7) { context in
      [try context.add(Logical(kind), [context.input(0), context.input(1)])]
    }
  }
}
