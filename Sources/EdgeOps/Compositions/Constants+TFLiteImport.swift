import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// TFLite operators whose results are known when the model is read: SHAPE and RANK.
extension Constants: TFLiteImporting {
  static let tfliteImporters = [
    TFLiteImporter(.shape) { context in
      let shape = try context.type(context.input(0)).shape
      let result = Tensor([shape.count], shape.map { Int64($0) })
      return [context.constant(Cast(to: try context.declaredElement(0)).convert(result))]
    },
    TFLiteImporter(.rank) { context in
      [context.constant(Tensor(scalar: Int32(clamping: try context.type(context.input(0)).rank)))]
    },
  ]
}
