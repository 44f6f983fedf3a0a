import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Compare: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.equal) { try $0.direct(Compare(.equal)) },
    TFLiteImporter(.notEqual) { context in
      [try context.add(Not(), [context.result(Compare(.equal), context.inputs)])]
    },
    TFLiteImporter(.less) { try $0.direct(Compare(.less)) },
    TFLiteImporter(.lessEqual) { try $0.direct(Compare(.lessOrEqual)) },
    TFLiteImporter(.greater) { try $0.direct(Compare(.greater)) },
    TFLiteImporter(.greaterEqual) { try $0.direct(Compare(.greaterOrEqual)) },
  ]
}
