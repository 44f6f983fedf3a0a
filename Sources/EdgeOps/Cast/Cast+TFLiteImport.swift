import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// CAST; QUANTIZE and DEQUANTIZE, the latter also of float16, which is how TFLite stores weights in half precision.
extension Cast: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.cast) { try $0.direct(Cast(to: $0.declaredElement(0))) },
    TFLiteImporter(.quantize) { context in
      let op = Quantized(Cast(to: .float32), results: [try context.declaredResult()])
      return [try context.add(op, context.inputs)]
    },
    TFLiteImporter(.dequantize) { context in
      let x = try context.input(0)
      if context.isQuantized { return try context.direct(Cast(to: .float32)) }
      guard context.type(x).element == .float16 else {
        throw TFLiteImportError(
          .invalidInputs, "expected float16 or a quantized type, got \(context.type(x))")
      }
      return try context.direct(Cast(to: .float32))
    },
  ]
}
