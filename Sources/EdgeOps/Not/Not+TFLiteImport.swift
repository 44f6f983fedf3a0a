import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Not: TFLiteImporting {
  public static let tfliteImporters = [TFLiteImporter(.logicalNot) { try $0.direct(Not()) }]
}
