import EdgeIR
import EdgeONNX

/// ONNX Where. Opsets 9 and 16 differ in element types only.
extension Where: ONNXImporting {
  public static let importers = [
    ONNXImporter("Where", since: 9) { context in
      [try context.add(Where(), [context.input(0), context.input(1), context.input(2)])]
    }
  ]
}
