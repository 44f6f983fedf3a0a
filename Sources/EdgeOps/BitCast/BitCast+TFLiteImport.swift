import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension BitCast: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.bitcast) { context in
      try context.direct(BitCast(to: context.declaredElement(0)))
    }
  ]
}
