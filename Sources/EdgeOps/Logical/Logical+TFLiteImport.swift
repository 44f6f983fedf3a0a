import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Logical: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.logicalAnd) { try $0.direct(Logical(.and)) },
    TFLiteImporter(.logicalOr) { try $0.direct(Logical(.or)) },
  ]
}
