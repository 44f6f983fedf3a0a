import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension PRelu: TFLiteImporting {
  public static let tfliteImporters = [TFLiteImporter(.prelu) { try $0.direct(PRelu()) }]
}
