import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// ARG_MAX and ARG_MIN, whose result is int32 or int64 as the output tensor says.
extension ArgReduce: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.argMax) { try search($0, .max) },
    TFLiteImporter(.argMin) { try search($0, .min) },
  ]

  private static func search(_ context: TFLiteImportContext, _ kind: Kind) throws -> [ValueID] {
    let x = try context.input(0)
    let axis = try context.normalizeAxis(context.integerInput(1, "axis"), rank: context.type(x).rank)
    let op = ArgReduce(kind, axis: axis, keepDims: false)
    let found =
      context.isQuantized
      ? try context.add(Quantized(op, results: [Quantized.Result(.int64, nil)]), [x])
      : try context.add(op, [x])
    let element = try context.declaredElement(0)
    return [element == .int32 ? try context.add(Cast(to: .int32), [found]) : found]
  }
}
