import EdgeIR
import EdgeONNX

/// ONNX Det. Opsets 11 and 22 differ in element types only.
extension Determinant: ONNXImporting {
  public static let importers = [
    ONNXImporter("Det", since: 11) { [try $0.add(Determinant(), [$0.input(0)])] }
  ]
}
