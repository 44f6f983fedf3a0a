import EdgeIR
import EdgeONNX

/// ONNX HardSwish, new in opset 14; 22 element types only.
extension HardSwish: ONNXImporting {
  public static let importers = [
    ONNXImporter("HardSwish", since: 14) { context in
      [try context.add(HardSwish(), [context.input(0)])]
    }
  ]
}
