import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Clip: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.relu) { try $0.direct(Clip(lower: 0, upper: .infinity)) },
    TFLiteImporter(.relu6) { try $0.direct(Clip(lower: 0, upper: 6)) },
    TFLiteImporter(.reluN1To1) { try $0.direct(Clip(lower: -1, upper: 1)) },
    TFLiteImporter(.relu0To1) { try $0.direct(Clip(lower: 0, upper: 1)) },
  ]
}
