import EdgeIR
import EdgeONNX

/// ONNX PRelu. Opset 7 brought broadcasting; 9 and 16 differ in element types only.
extension PRelu: ONNXImporting {
  public static let importers = [
    ONNXImporter("PRelu", since: 7) { context in
      [try context.add(PRelu(), [context.input(0), context.input(1)])]
    }
  ]
}
