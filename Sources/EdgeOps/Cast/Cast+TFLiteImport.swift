import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// CAST; DEQUANTIZE of float16, which is how TFLite stores weights in half precision.
extension Cast: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.cast) { try $0.direct(Cast(to: $0.declaredElement(0))) },
    TFLiteImporter(.dequantize) { context in
      let x = try context.input(0)
      guard context.type(x).element == .float16 else {
        throw TFLiteImportError(
          .invalidInputs, "expected float16 or a quantized type, got \(context.type(x))")
      }
      return try context.direct(Cast(to: .float32))
    },
  ]
}
