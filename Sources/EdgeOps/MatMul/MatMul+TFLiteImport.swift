import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension MatMul: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.batchMatMul) { context in
      var a = try context.input(0)
      var b = try context.input(1)
      if case .batchMatMul(let options)? = context.node.options {
        if options.adjX { a = try context.matrixTransposed(a) }
        if options.adjY { b = try context.matrixTransposed(b) }
      }
      return [try context.add(MatMul(), [a, b])]
    }
  ]
}
