import EdgeIR
import EdgeONNX

/// ONNX Not, unchanged since opset 1.
extension Not: ONNXImporting {
  public static let importers = [
    ONNXImporter("Not", since: 1) { context in [try context.add(Not(), [context.input(0)])] }
  ]
}
