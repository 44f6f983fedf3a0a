import EdgeIR
import EdgeONNX

/// Every operator edgec knows. This is the only list; what each supports follows from its conformances.
public enum OperatorCatalog {
  public static let operators: [any Operator.Type] = [
    Binary.self,
    Cast.self,
    Clip.self,
    Compare.self,
    Conv.self,
    Logical.self,
    Not.self,
    PRelu.self,
    Reshape.self,
    Softmax.self,
    Transpose.self,
    Unary.self,
    Where.self,
  ]

  /// ONNX operators that are spelled with canonical ones and have no operator of their own.
  public static let compositions: [any ONNXImporting.Type] = [
    BatchNormalization.self,
    Constants.self,
  ]

  /// The import table: the rows of every operator and composition.
  public static let importers = ONNXImporterTable(allImporters)

  static var allImporters: [ONNXImporter] {
    let own = operators.compactMap { ($0 as? any ONNXImporting.Type)?.importers }
    return (own + compositions.map { $0.importers }).flatMap { $0 }
  }
}
