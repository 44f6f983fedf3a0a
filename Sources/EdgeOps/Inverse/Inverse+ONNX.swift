import EdgeIR
import EdgeONNX

/// ONNX Runtime's Inverse (com.microsoft), since 1.
extension Inverse: ONNXImporting {
  public static let importers = [
    ONNXImporter("Inverse", since: 1, domain: "com.microsoft") { context in
      [try context.add(Inverse(), [context.input(0)])]
    }
  ]
}
