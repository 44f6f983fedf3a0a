import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension HardSwish: TFLiteImporting {
  public static let tfliteImporters = [TFLiteImporter(.hardSwish) { try $0.direct(HardSwish()) }]
}
