import EdgeIR
import EdgeONNX

/// ONNX Not, unchanged since opset 1, and BitwiseNot, since 18.
extension Not: ONNXImporting {
  public static let importers = [("Not", 1), ("BitwiseNot", 18)].map { name, since in
    ONNXImporter(name, since: since) { [try $0.add(Not(), [$0.input(0)])] }
  }
}
