import EdgeIR
import EdgeONNX

/// ONNX NonZero: 9; 13 element types.
extension NonZero: ONNXImporting {
  public static let importers = [
    ONNXImporter("NonZero", since: 9) { context in
      Array(try context.addAll(NonZero(), [context.input(0)]).prefix(1))
    }
  ]
}
