import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// CAST; QUANTIZE and DEQUANTIZE, the latter also of float16, which is how TFLite stores weights in half precision.
extension Cast: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.cast) { context in
      let target = try context.declaredElement(0)
      let x = try context.input(0)
      guard context.isQuantized else { return try context.direct(Cast(to: target)) }
      // CAST reads integers as they are stored, whatever they stand for.
      let plain = try context.add(BitCast(to: context.type(x).element), [x])
      return [try context.add(Cast(to: target), [plain])]
    },
    TFLiteImporter(.quantize) { context in
      let op = Quantized(Cast(to: .float32), results: [try context.declaredResult()])
      return [try context.add(op, context.inputs)]
    },
    TFLiteImporter(.dequantize) { context in
      let x = try context.input(0)
      if let axis = context.type(x).quantization?.axis { return try perChannel(context, x, axis: axis) }
      if context.isQuantized { return try context.direct(Cast(to: .float32)) }
      guard context.type(x).element == .float16 else {
        throw TFLiteImportError(
          .invalidInputs, "expected float16 or a quantized type, got \(context.type(x))")
      }
      return try context.direct(Cast(to: .float32))
    },
  ]

  /// Weights that are stored as integers with a scale for each position of an axis.
  private static func perChannel(
    _ context: TFLiteImportContext, _ x: ValueID, axis: Int
  ) throws -> [ValueID] {
    let type = context.type(x)
    let scales = type.quantization?.scales ?? []
    let zeroPoints = Tensor([scales.count], type.quantization?.zeroPoints.map { Int32($0) } ?? [])
    // 32 bits hold a difference of any two smaller integers.
    let integers = try context.add(
      Cast(to: .int32), [context.add(BitCast(to: type.element), [x])])
    return [
      try context.add(
        Dequantize(layout: ScaleLayout(axis: axis)),
        [integers, context.constant(Tensor([scales.count], scales)), context.constant(zeroPoints)])
    ]
  }
}
